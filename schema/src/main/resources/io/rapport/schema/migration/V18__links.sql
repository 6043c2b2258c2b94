-- A tracking link, as people edit it. Its code begins with the account, so that whoever follows it is
-- led to the account's rows without a directory over all accounts.
CREATE TABLE link (
  account_id   int NOT NULL,
  link_id      uuid NOT NULL,     -- version 7: in the order of creation
  code         text NOT NULL,
  name         text NOT NULL,
  target       text,              -- where a link to the web leads
  phone_number text,              -- the business number a link into the chat leads to, digits only
  greeting     text,              -- and what is written there for the visitor to send
  fallback     text,              -- where it leads when it has ended
  tagged       boolean NOT NULL,  -- whether the target gets utm parameters
  utm_source   text,
  utm_medium   text,
  utm_campaign text,
  utm_content  text,
  campaign     text,
  variant      text,
  expires_at   timestamptz,
  enabled      boolean NOT NULL,
  archived_at  timestamptz,
  version      int NOT NULL,
  created_at   timestamptz NOT NULL,
  created_by   text NOT NULL,     -- the name in the token
  changed_at   timestamptz NOT NULL,
  changed_by   text NOT NULL,
  PRIMARY KEY (account_id, link_id),
  UNIQUE (account_id, code),
  CHECK ((target IS NULL) <> (phone_number IS NULL))
);

-- Whose copy of a link it is that was followed. The token itself is the number with a check.
CREATE TABLE link_token (
  account_id int NOT NULL,
  token      bigint NOT NULL,
  link_id    uuid NOT NULL,
  contact_id uuid NOT NULL,       -- or one that was merged away since
  channel_id int NOT NULL,        -- of the message; 0 where no message is named
  message_id uuid,                -- the message the copy was in
  campaign   text,
  variant    text,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, token)
);
-- Deletion takes what has expired.
CREATE INDEX link_token_expiry ON link_token (account_id, expires_at);

-- A click nobody is known to have made. No address is kept.
CREATE TABLE link_click (
  account_id int NOT NULL,
  link_id    uuid NOT NULL,
  clicked_at timestamptz NOT NULL,
  click_id   uuid NOT NULL,
  agent      smallint NOT NULL,   -- 0 other, 1 mobile, 2 tablet, 3 desktop
  PRIMARY KEY (account_id, link_id, clicked_at, click_id)
);

-- A visit of a link into the chat. The first message that carries the reference belongs to it.
CREATE TABLE link_visit (
  account_id  int NOT NULL,
  reference   bigint NOT NULL,
  link_id     uuid NOT NULL,
  visited_at  timestamptz NOT NULL,
  expires_at  timestamptz NOT NULL,
  agent       smallint NOT NULL,
  utm         jsonb,              -- what the visit itself said of where it came from
  message_id  uuid,               -- the message that came by it; its fact knows the contact
  followed_at timestamptz,
  PRIMARY KEY (account_id, reference)
);
-- Visits of a link are counted by time.
CREATE INDEX link_visit_link ON link_visit (account_id, link_id, visited_at);

-- What a request with an Idempotency-Key became.
CREATE TABLE request_key (
  account_id int NOT NULL,
  key_digest uuid NOT NULL,       -- of the operation and the key
  content    uuid NOT NULL,       -- digest of what was asked for
  claimed_at timestamptz NOT NULL,
  answer     text,                -- the id of what it made; null while it is being made
  PRIMARY KEY (account_id, key_digest)
);
-- Deletion takes what is old.
CREATE INDEX request_key_age ON request_key (account_id, claimed_at);

DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['link', 'link_token', 'link_click', 'link_visit', 'request_key'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format(
      $p$CREATE POLICY account_scope ON %I
         USING (account_id = ANY (NULLIF(current_setting('rapport.accounts', true), '')::int[]))
         WITH CHECK (account_id = ANY (NULLIF(current_setting('rapport.accounts', true), '')::int[]))$p$, t);
  END LOOP;
END $$;

GRANT SELECT, INSERT, UPDATE ON link TO rapport_ingest;
-- update: deletion locks the rows it takes, and a token learns its message
GRANT SELECT, INSERT, UPDATE, DELETE ON link_token TO rapport_ingest;
GRANT SELECT, INSERT ON link_click TO rapport_ingest;
GRANT SELECT, INSERT, UPDATE ON link_visit TO rapport_ingest;
GRANT SELECT, INSERT, UPDATE, DELETE ON request_key TO rapport_ingest;
