-- Sums by day of what comes once a conversation: episodes, waits for a person, runs through flows and their
-- steps, inputs to bots, carts, invitations. Other than messages and turns some of them do not age from when they
-- began (an episode counts 7 days after its end), so a row also knows the day from which its facts age.

-- kind: 1 episode, 2 wait, 3 flow run, 4 flow step, 5 bot input, 6 cart, 7 invitation.
-- cube: as of the other days; only here 15, bot and flow, and 16, survey.
-- Updated by adding differences only, so a row may have become zero.
CREATE TABLE conversation_day (
  account_id         int NOT NULL,
  cube               smallint NOT NULL,
  kind               smallint NOT NULL,
  bucket             timestamptz NOT NULL, -- the day on which they began
  ages_from          timestamptz NOT NULL, -- the day from which their horizon is counted; 9999 while that has not begun
  exclusion          smallint NOT NULL,
  dim1               text NOT NULL,
  dim2               text NOT NULL,
  episodes           bigint NOT NULL,
  episodes_converted bigint NOT NULL,
  bot_episodes       bigint NOT NULL,
  self_resolved      bigint NOT NULL,
  self_resolved_24h  bigint NOT NULL,
  self_resolved_7d   bigint NOT NULL,
  escalated          bigint NOT NULL,
  taken_over         bigint NOT NULL,
  left_by_customer   bigint NOT NULL,
  customer_episodes  bigint NOT NULL,
  covered            bigint NOT NULL,
  waits              bigint NOT NULL,
  waited_in_vain     bigint NOT NULL,
  brief_waits        bigint NOT NULL,
  runs               bigint NOT NULL,
  runs_completed     bigint NOT NULL,
  runs_handed_over   bigint NOT NULL,
  runs_abandoned     bigint NOT NULL,
  runs_unanswered    bigint NOT NULL,
  bot_inputs         bigint NOT NULL,
  fallbacks          bigint NOT NULL,
  carts              bigint NOT NULL,
  carts_abandoned    bigint NOT NULL,
  rated_csat         bigint NOT NULL,
  satisfied          bigint NOT NULL,
  rated_nps          bigint NOT NULL,
  promoters          bigint NOT NULL,
  rated_ces          bigint NOT NULL,
  easy               bigint NOT NULL,
  PRIMARY KEY (account_id, cube, kind, bucket, ages_from, exclusion, dim1, dim2)
);

-- What stands beside those numbers, of facts that nothing excludes.
-- detail: 1 waits after a handover (number the bin of the wait or -1 in vain, amount seconds), 2 waits in the queue
--   (the same), 3 steps (name1 the flow, name2 the step, number 1 if the run went
--   on after it, amount the sum of positions), 4 depths (number the position), 5 abandoned carts (name1 the
--   currency, amount minor units), 6 inputs not understood (name1 the intent), 7 ratings (name1 the code of the
--   scale, number the rating or -1 without one), 8 episodes with conversions (amount how many), 9 reasons of
--   handovers (name1).
CREATE TABLE detail_day (
  account_id int NOT NULL,
  cube       smallint NOT NULL,
  detail     smallint NOT NULL,
  bucket     timestamptz NOT NULL,
  ages_from  timestamptz NOT NULL,
  dim1       text NOT NULL,
  dim2       text NOT NULL,
  name1      text NOT NULL,
  name2      text NOT NULL,
  number     int NOT NULL,
  facts      bigint NOT NULL,
  amount     numeric NOT NULL, -- somebody may report nonsense
  PRIMARY KEY (account_id, cube, detail, bucket, ages_from, dim1, dim2, name1, name2, number)
    INCLUDE (facts, amount)
);

-- contact_day by month: the days of a month on which a contact counted, and still the day before each of them.
CREATE TABLE contact_month (LIKE contact_day INCLUDING ALL);

DO $$
DECLARE
  t text;
  s text;
BEGIN
  FOREACH t IN ARRAY ARRAY['conversation_day', 'detail_day', 'contact_month'] LOOP
    EXECUTE format('CREATE TABLE rapport_aside.%I (LIKE rapport.%I INCLUDING ALL)', t, t);
    FOREACH s IN ARRAY ARRAY['rapport', 'rapport_aside'] LOOP
      EXECUTE format('ALTER TABLE %I.%I ENABLE ROW LEVEL SECURITY', s, t);
      EXECUTE format('ALTER TABLE %I.%I FORCE ROW LEVEL SECURITY', s, t);
      EXECUTE format(
        $p$CREATE POLICY account_scope ON %I.%I
           USING (account_id = ANY (NULLIF(current_setting('rapport.accounts', true), '')::int[]))
           WITH CHECK (account_id = ANY (NULLIF(current_setting('rapport.accounts', true), '')::int[]))$p$, s, t);
      EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I.%I TO rapport_metrics', s, t);
    END LOOP;
  END LOOP;
END $$;

-- The facts of the one day on which they turn mature.
CREATE INDEX episode_closed ON episode (account_id, closed_at);
CREATE INDEX episode_queue_aging ON episode (account_id, queue_last_inbound_at) WHERE queued_at IS NOT NULL;
CREATE INDEX flow_run_last ON flow_run (account_id, last_at);
CREATE INDEX flow_step_last ON flow_step (account_id, last_at);

-- Until an account is rebuilt, which the new definition makes due, it has no days that are complete.
ALTER TABLE projection ALTER COLUMN day_zone TYPE text USING NULL;
