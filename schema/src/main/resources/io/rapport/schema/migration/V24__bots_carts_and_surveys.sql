-- Derived from event, like message. Filled by projecting everything again, which the new definition makes due.

-- Of the message of ours that the episode's opening message answers, as of a turn.
ALTER TABLE episode ADD COLUMN campaign text;
ALTER TABLE episode ADD COLUMN variant text;
ALTER TABLE episode ADD COLUMN template text;
ALTER TABLE episode ADD COLUMN language text;
ALTER TABLE episode ADD COLUMN segment text;
ALTER TABLE episode ADD COLUMN format text;
ALTER TABLE episode ADD COLUMN bot_involved boolean NOT NULL DEFAULT false;
ALTER TABLE episode ADD COLUMN bot text;
ALTER TABLE episode ADD COLUMN bot_outcome smallint;       -- 1 self-resolved, 2 escalated, 3 human takeover, 4 abandoned
ALTER TABLE episode ADD COLUMN escalated_at timestamptz;   -- the first handover to a person, of a bot's episode
ALTER TABLE episode ADD COLUMN escalation_reason text;
ALTER TABLE episode ADD COLUMN human_at timestamptz;       -- a person's first message from then on
ALTER TABLE episode ADD COLUMN queued_at timestamptz;      -- when it began to wait for a person
ALTER TABLE episode ADD COLUMN queue_last_inbound_at timestamptz; -- 24 h later the wait is in vain
ALTER TABLE episode ADD COLUMN queue_answered_at timestamptz;
ALTER TABLE episode ADD COLUMN queue_brief boolean NOT NULL DEFAULT false;
ALTER TABLE episode ADD COLUMN next_opened_at timestamptz; -- the contact's next episode, once this one is over
CREATE INDEX episode_queued ON episode (account_id, queued_at);

-- One run through a bot's flow.
CREATE TABLE flow_run (
  account_id int NOT NULL,
  contact_id uuid NOT NULL,
  run_id     uuid NOT NULL,
  channel_id int NOT NULL,      -- 0: not said
  bot        text NOT NULL,
  flow       text,
  started_at timestamptz NOT NULL,
  last_at    timestamptz NOT NULL, -- its end, or what was last done in it; 4 h later it is over
  outcome    smallint NOT NULL, -- 1 completed, 2 handed over, 3 abandoned, 4 unanswered
  inputs     int NOT NULL,
  exclusion  smallint NOT NULL,
  PRIMARY KEY (account_id, contact_id, run_id)
);
CREATE INDEX flow_run_started ON flow_run (account_id, started_at);

-- A step that a run reached.
CREATE TABLE flow_step (
  account_id int NOT NULL,
  contact_id uuid NOT NULL,
  step_id    uuid NOT NULL,
  run_id     uuid NOT NULL,
  channel_id int NOT NULL,
  bot        text NOT NULL,
  flow       text,
  step_name  text NOT NULL,
  position   int NOT NULL,      -- 1: the first one that the run reached
  reached_at timestamptz NOT NULL,
  answered   boolean NOT NULL,  -- the run went on after it
  started_at timestamptz NOT NULL, -- these four: of the run
  last_at    timestamptz NOT NULL,
  outcome    smallint NOT NULL,
  inputs     int NOT NULL,
  exclusion  smallint NOT NULL,
  PRIMARY KEY (account_id, contact_id, step_id)
);
CREATE INDEX flow_step_started ON flow_step (account_id, started_at);

-- What a customer said to a bot, as the bot took it.
CREATE TABLE bot_input (
  account_id  int NOT NULL,
  contact_id  uuid NOT NULL,
  input_id    uuid NOT NULL,
  channel_id  int NOT NULL,
  occurred_at timestamptz NOT NULL,
  bot         text NOT NULL,
  flow        text,
  recognised  boolean NOT NULL,
  intent      text,
  exclusion   smallint NOT NULL,
  PRIMARY KEY (account_id, contact_id, input_id)
);
CREATE INDEX bot_input_occurred ON bot_input (account_id, occurred_at);

CREATE TABLE cart (
  account_id   int NOT NULL,
  contact_id   uuid NOT NULL,
  cart_id      uuid NOT NULL,
  channel_id   int NOT NULL,
  created_at   timestamptz NOT NULL,
  minor_units  bigint,
  currency     text,
  purchased_at timestamptz,
  exclusion    smallint NOT NULL,
  PRIMARY KEY (account_id, contact_id, cart_id)
);
CREATE INDEX cart_created ON cart (account_id, created_at);

-- A customer was asked for a rating.
CREATE TABLE invitation (
  account_id    int NOT NULL,
  contact_id    uuid NOT NULL,
  invitation_id uuid NOT NULL,
  channel_id    int NOT NULL,
  survey        text NOT NULL,
  scale         smallint NOT NULL, -- 1 csat, 2 nps, 3 ces
  invited_at    timestamptz NOT NULL,
  delivered_at  timestamptz,
  repeated      boolean NOT NULL,  -- of an episode that was asked about before
  rating        int,
  answered_at   timestamptz,
  exclusion     smallint NOT NULL,
  campaign      text,              -- these six: of the message that carried it
  variant       text,
  template      text,
  language      text,
  segment       text,
  format        text,
  PRIMARY KEY (account_id, contact_id, invitation_id)
);
CREATE INDEX invitation_delivered ON invitation (account_id, delivered_at);

DO $$
DECLARE
  derived text;
BEGIN
  FOREACH derived IN ARRAY ARRAY['flow_run', 'flow_step', 'bot_input', 'cart', 'invitation'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', derived);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', derived);
    EXECUTE format(
      'CREATE POLICY account_scope ON %I'
      ' USING (account_id = ANY (NULLIF(current_setting(''rapport.accounts'', true), '''')::int[]))'
      ' WITH CHECK (account_id = ANY (NULLIF(current_setting(''rapport.accounts'', true), '''')::int[]))',
      derived);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO rapport_metrics', derived);
  END LOOP;
END $$;
