-- Which reported events have been stored. CloudEvents are the same if source and id are, whatever time or
-- contact a repetition names, while the key of event contains both.
CREATE TABLE reported_event (
  account_id  int NOT NULL,
  event_id    uuid NOT NULL, -- derived from source and id
  received_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, event_id)
);

ALTER TABLE reported_event ENABLE ROW LEVEL SECURITY;
ALTER TABLE reported_event FORCE ROW LEVEL SECURITY;
CREATE POLICY account_scope ON reported_event
  USING (account_id = ANY (NULLIF(current_setting('rapport.accounts', true), '')::int[]))
  WITH CHECK (account_id = ANY (NULLIF(current_setting('rapport.accounts', true), '')::int[]));

GRANT SELECT, INSERT ON reported_event TO rapport_ingest;
