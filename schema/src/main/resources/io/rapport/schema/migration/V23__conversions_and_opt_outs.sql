-- Derived from event, like message: what a customer did that the business hopes for, once for each order.
CREATE TABLE conversion (
  account_id    int NOT NULL,
  contact_id    uuid NOT NULL,
  conversion_id uuid NOT NULL, -- the order
  converted_at  timestamptz NOT NULL,
  name          text NOT NULL,
  minor_units   bigint,
  currency      text,
  refunded      bigint NOT NULL, -- of minor_units, within the horizon
  undone_at     timestamptz,     -- all of it was given back, within the horizon
  exclusion     smallint NOT NULL,
  message_id    uuid,            -- from here on: the message it is due to, if any
  channel_id    int,
  basis         smallint,        -- 1 click, 2 read, 3 delivery
  touched_at    timestamptz,
  sent_at       timestamptz,
  origin        smallint,
  category      smallint,
  campaign      text,
  variant       text,
  template      text,
  language      text,
  segment       text,
  format        text,
  PRIMARY KEY (account_id, contact_id, conversion_id)
);
-- A conversion counts in the period of the message it is due to.
CREATE INDEX conversion_sent ON conversion (account_id, sent_at);

ALTER TABLE message ADD COLUMN converted_at timestamptz; -- the first conversion that counts for it
ALTER TABLE message ADD COLUMN opted_out_at timestamptz; -- the contact wanted no more after it

ALTER TABLE conversion ENABLE ROW LEVEL SECURITY;
ALTER TABLE conversion FORCE ROW LEVEL SECURITY;
CREATE POLICY account_scope ON conversion
  USING (account_id = ANY (NULLIF(current_setting('rapport.accounts', true), '')::int[]))
  WITH CHECK (account_id = ANY (NULLIF(current_setting('rapport.accounts', true), '')::int[]));

GRANT SELECT, INSERT, UPDATE, DELETE ON conversion TO rapport_metrics;
