-- What happened to the account itself: a template was paused, a number reached a limit, a flow fails.
-- About no contact, so it is no event; no personal data.
CREATE TABLE account_event (
  account_id       int NOT NULL,
  account_event_id uuid NOT NULL, -- derived from the content: the same fact is kept once
  occurred_at      timestamptz NOT NULL,
  received_at      timestamptz NOT NULL,
  channel_id       int,
  field            text NOT NULL, -- the webhook field
  event            text,
  subject          text,          -- of what: a template's id, a flow's id, the digest of a group
  attributes       jsonb,         -- the documented members
  PRIMARY KEY (account_id, account_event_id)
);
-- They are read by time.
CREATE INDEX account_event_occurred ON account_event (account_id, occurred_at);

ALTER TABLE account_event ENABLE ROW LEVEL SECURITY;
ALTER TABLE account_event FORCE ROW LEVEL SECURITY;
CREATE POLICY account_scope ON account_event
  USING (account_id = ANY (NULLIF(current_setting('rapport.accounts', true), '')::int[]))
  WITH CHECK (account_id = ANY (NULLIF(current_setting('rapport.accounts', true), '')::int[]));
GRANT SELECT, INSERT ON account_event TO rapport_ingest;

-- A fact may name a message and no person. Then whoever that message belongs to is looked up by it. Only
-- what tells of a message for the first time is in the index: most statuses come after one of these.
CREATE INDEX event_message ON event (account_id, message_id) WHERE kind IN (1, 8, 9, 11);

-- What was cut when it was put away can never be read again.
ALTER TABLE quarantine ADD COLUMN truncated boolean NOT NULL DEFAULT false;
ALTER TABLE quarantine ADD COLUMN size int NOT NULL DEFAULT 0; -- bytes as they came
