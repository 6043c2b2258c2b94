-- Facts that are about no message, or about something else as well: an order, a cart, a link, a call.
ALTER TABLE event ALTER COLUMN message_id DROP NOT NULL;
ALTER TABLE event ADD COLUMN reference_id uuid;
ALTER TABLE event ADD COLUMN attributes jsonb; -- what has no column of its own
