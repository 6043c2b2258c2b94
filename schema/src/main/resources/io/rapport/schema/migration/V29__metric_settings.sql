-- What an account chooses about its metrics: a row a change, and none is altered later. Version 0 has no
-- row; it stands for the defaults of the configuration.
CREATE TABLE metric_setting (
  account_id      int NOT NULL,
  version         int NOT NULL,
  recorded_at     timestamptz NOT NULL,
  recorded_by     text NOT NULL, -- the name in the token
  episode_timeout int NOT NULL,  -- these four in seconds
  click_window    int NOT NULL,
  read_window     int NOT NULL,
  delivery_window int NOT NULL,
  calendar        jsonb,         -- zone, weekly, holidays; null: none
  PRIMARY KEY (account_id, version)
);

-- With which version the derived rows were made.
ALTER TABLE projection ADD COLUMN settings_version int NOT NULL DEFAULT 0;

-- From when a person is waited for, where that is not the start of the turn.
ALTER TABLE turn ADD COLUMN human_clock_from timestamptz;
-- The waits for the answers during business hours; null without a calendar or an answer.
ALTER TABLE turn ADD COLUMN business_seconds bigint;
ALTER TABLE turn ADD COLUMN human_business_seconds bigint;
ALTER TABLE turn ADD COLUMN bot_business_seconds bigint;
-- In latency_cube the clocks 4 any, 5 human and 6 bot are those waits; unanswered turns are in none of them.

-- What was bought in an episode or soon after it closed.
ALTER TABLE episode ADD COLUMN conversions int NOT NULL DEFAULT 0;
ALTER TABLE episode ADD COLUMN converted_at timestamptz; -- the first of them

-- Derived from event, like conversion: every message that touched before a conversion, with its part in it.
CREATE TABLE conversion_touch (
  account_id        int NOT NULL,
  contact_id        uuid NOT NULL,
  touch_id          uuid NOT NULL, -- of conversion and message
  conversion_id     uuid NOT NULL,
  exclusion         smallint NOT NULL,
  converted_at      timestamptz NOT NULL,
  first             boolean NOT NULL, -- the earliest touch of the conversion
  millionths        int NOT NULL,     -- its part of the conversion, shared equally
  minor_units       bigint,           -- of the whole conversion
  currency          text,
  refunded          bigint NOT NULL,  -- of minor_units, within the message's horizon
  share_minor_units bigint NOT NULL,  -- its part of what is left
  undone_at         timestamptz,      -- all of it was given back, within the message's horizon
  message_id        uuid NOT NULL,
  channel_id        int NOT NULL,
  basis             smallint NOT NULL, -- 1 click, 2 read, 3 delivery
  touched_at        timestamptz NOT NULL,
  sent_at           timestamptz NOT NULL,
  origin            smallint NOT NULL,
  category          smallint,
  campaign          text,
  variant           text,
  template          text,
  language          text,
  segment           text,
  format            text,
  PRIMARY KEY (account_id, contact_id, touch_id)
);
-- A touch counts in the period of its message.
CREATE INDEX conversion_touch_sent ON conversion_touch (account_id, sent_at);

DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['metric_setting', 'conversion_touch'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format(
      $p$CREATE POLICY account_scope ON %I
         USING (account_id = ANY (NULLIF(current_setting('rapport.accounts', true), '')::int[]))
         WITH CHECK (account_id = ANY (NULLIF(current_setting('rapport.accounts', true), '')::int[]))$p$, t);
  END LOOP;
END $$;

GRANT SELECT, INSERT ON metric_setting TO rapport_metrics;
GRANT SELECT, INSERT, UPDATE, DELETE ON conversion_touch TO rapport_metrics;
