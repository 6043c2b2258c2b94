-- What the people of an account decide about what comes in. No row: nobody has decided anything.
CREATE TABLE account_settings (
  account_id             int NOT NULL PRIMARY KEY,
  version                int NOT NULL,    -- counts the changes
  content_retention_days int,             -- null: the text of messages is dropped at the door
  opt_out_keywords       text[] NOT NULL,
  opt_in_keywords        text[] NOT NULL,
  languages              text[],          -- whose known words apply; null: all
  changed_at             timestamptz NOT NULL,
  changed_by             text NOT NULL    -- the name in the token
);

-- Every version there ever was: who decided what, and when.
CREATE TABLE account_settings_history (
  account_id             int NOT NULL,
  version                int NOT NULL,
  content_retention_days int,
  opt_out_keywords       text[] NOT NULL,
  opt_in_keywords        text[] NOT NULL,
  languages              text[],
  changed_at             timestamptz NOT NULL,
  changed_by             text NOT NULL,
  PRIMARY KEY (account_id, version)
);

-- What customers said, for accounts that keep it, encrypted under the contact's data key: without
-- contact_key it is noise.
CREATE TABLE message_content (
  account_id  int NOT NULL,
  contact_id  uuid NOT NULL,
  message_id  uuid NOT NULL,
  occurred_at timestamptz NOT NULL,
  expires_at  timestamptz NOT NULL, -- by the retention when it was kept
  ciphertext  bytea NOT NULL,
  PRIMARY KEY (account_id, contact_id, message_id)
);
-- Deletion takes what has expired, and what is too old since the retention was shortened. Both are
-- paid for only by accounts that keep text.
CREATE INDEX message_content_expiry ON message_content (account_id, expires_at);
CREATE INDEX message_content_age ON message_content (account_id, occurred_at);

DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['account_settings', 'account_settings_history', 'message_content'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format(
      $p$CREATE POLICY account_scope ON %I
         USING (account_id = ANY (NULLIF(current_setting('rapport.accounts', true), '')::int[]))
         WITH CHECK (account_id = ANY (NULLIF(current_setting('rapport.accounts', true), '')::int[]))$p$, t);
  END LOOP;
END $$;

GRANT SELECT, INSERT, UPDATE ON account_settings TO rapport_ingest;
GRANT SELECT, INSERT ON account_settings_history TO rapport_ingest;
-- update: deletion locks the rows it takes
GRANT SELECT, INSERT, UPDATE, DELETE ON message_content TO rapport_ingest;
