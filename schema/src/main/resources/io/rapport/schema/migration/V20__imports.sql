-- Files about the past on their way in. What a chunk says is committed before its offset is, so a chunk that
-- comes again lands once.
CREATE TABLE import (
  account_id int NOT NULL,
  import_id  uuid NOT NULL,
  key        text NOT NULL,        -- the client's: the same file continues where it was
  format     text NOT NULL,
  dry_run    boolean NOT NULL,
  options    jsonb NOT NULL,       -- what the rows do not say themselves
  state      text NOT NULL,        -- open, finished, cancelled
  header     text,                 -- the first record, where it names the columns
  bytes      bigint NOT NULL,      -- of the file that are done: where to go on
  lines      bigint NOT NULL,
  row_count  bigint NOT NULL,
  accepted   bigint NOT NULL,
  duplicates bigint NOT NULL,
  rejected   bigint NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, import_id)
);
-- A key is one import.
CREATE UNIQUE INDEX import_key ON import (account_id, key);

-- Rows that could not be understood, without what they say.
CREATE TABLE import_error (
  account_id  int NOT NULL,
  import_id   uuid NOT NULL,
  line        bigint NOT NULL,
  column_name text NOT NULL,
  reason      text NOT NULL,
  PRIMARY KEY (account_id, import_id, line, column_name)
);

-- What Meta counted, to compare with; never counted as messages.
CREATE TABLE insight_day (
  account_id      int NOT NULL,
  day             date NOT NULL,
  phone_number_id text NOT NULL, -- empty: all numbers
  template        text NOT NULL, -- empty: all messages
  sent            bigint NOT NULL,
  delivered       bigint NOT NULL,
  read            bigint NOT NULL,
  received_at     timestamptz NOT NULL,
  PRIMARY KEY (account_id, day, phone_number_id, template)
);

ALTER TABLE import ENABLE ROW LEVEL SECURITY;
ALTER TABLE import FORCE ROW LEVEL SECURITY;
CREATE POLICY account_scope ON import
  USING (account_id = ANY (NULLIF(current_setting('rapport.accounts', true), '')::int[]))
  WITH CHECK (account_id = ANY (NULLIF(current_setting('rapport.accounts', true), '')::int[]));
ALTER TABLE import_error ENABLE ROW LEVEL SECURITY;
ALTER TABLE import_error FORCE ROW LEVEL SECURITY;
CREATE POLICY account_scope ON import_error
  USING (account_id = ANY (NULLIF(current_setting('rapport.accounts', true), '')::int[]))
  WITH CHECK (account_id = ANY (NULLIF(current_setting('rapport.accounts', true), '')::int[]));
ALTER TABLE insight_day ENABLE ROW LEVEL SECURITY;
ALTER TABLE insight_day FORCE ROW LEVEL SECURITY;
CREATE POLICY account_scope ON insight_day
  USING (account_id = ANY (NULLIF(current_setting('rapport.accounts', true), '')::int[]))
  WITH CHECK (account_id = ANY (NULLIF(current_setting('rapport.accounts', true), '')::int[]));

GRANT SELECT, INSERT, UPDATE ON import TO rapport_ingest;
GRANT SELECT, INSERT ON import_error TO rapport_ingest;
GRANT SELECT, INSERT, UPDATE ON insight_day TO rapport_ingest;
GRANT SELECT ON insight_day TO rapport_metrics;
