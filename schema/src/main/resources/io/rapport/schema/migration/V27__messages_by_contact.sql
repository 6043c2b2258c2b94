-- Apart from changes of tables, which would be locked for as long as the largest of them is read.
-- Who wrote when: how many come back.
CREATE INDEX message_received ON message (account_id, sent_at, contact_id) WHERE inbound;
CREATE INDEX message_opted_out ON message (account_id, opted_out_at) WHERE opted_out_at IS NOT NULL;
