-- What came in, counted as it is stored: how often each kind of fact was new, and how often it had been
-- there before. A batch appends one row here and waits for nobody; it is added to received_cube soon after.
CREATE TABLE received_tally (
  account_id int NOT NULL,
  tally_id   uuid NOT NULL,
  buckets    timestamptz[] NOT NULL, -- these five arrays are columns of one small table
  channels   int[] NOT NULL,
  kinds      smallint[] NOT NULL,
  stored     int[] NOT NULL,
  repeated   int[] NOT NULL,
  PRIMARY KEY (account_id, tally_id)
);

-- Sums in 15-minute UTC buckets of the facts' own time. kind 0: facts about the account itself, of no channel.
CREATE TABLE received_cube (
  account_id int NOT NULL,
  bucket     timestamptz NOT NULL,
  channel_id int NOT NULL, -- 0: it names no business phone number
  kind       smallint NOT NULL,
  stored     bigint NOT NULL,
  repeated   bigint NOT NULL,
  PRIMARY KEY (account_id, bucket, channel_id, kind)
);

-- Questions about a day read the days' pages and not the month's. Facts come in nearly in the order of
-- their time, so a few bytes per megabyte suffice, and a batch pays nothing.
CREATE INDEX event_occurred ON event USING brin (occurred_at) WITH (autosummarize = on);

-- What was stored before anybody counted. Nobody is scoped here, so the policies must not hold the owner.
ALTER TABLE event NO FORCE ROW LEVEL SECURITY;
ALTER TABLE account_event NO FORCE ROW LEVEL SECURITY;
INSERT INTO received_cube (account_id, bucket, channel_id, kind, stored, repeated)
SELECT account_id, bucket, channel_id, kind, count(*), 0 FROM (
  SELECT account_id, date_bin('15 minutes', occurred_at, TIMESTAMPTZ '2000-01-01 00:00:00Z') AS bucket,
    channel_id, kind FROM event
  UNION ALL
  SELECT account_id, date_bin('15 minutes', occurred_at, TIMESTAMPTZ '2000-01-01 00:00:00Z'), 0, 0
  FROM account_event) known
GROUP BY account_id, bucket, channel_id, kind;
ALTER TABLE event FORCE ROW LEVEL SECURITY;
ALTER TABLE account_event FORCE ROW LEVEL SECURITY;

DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['received_tally', 'received_cube'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format(
      $p$CREATE POLICY account_scope ON %I
         USING (account_id = ANY (NULLIF(current_setting('rapport.accounts', true), '')::int[]))
         WITH CHECK (account_id = ANY (NULLIF(current_setting('rapport.accounts', true), '')::int[]))$p$, t);
  END LOOP;
END $$;

-- update of a tally: to lock what another process must not take
GRANT SELECT, INSERT, UPDATE, DELETE ON received_tally TO rapport_ingest;
GRANT SELECT, INSERT, UPDATE ON received_cube TO rapport_ingest;

-- A service is ready only if the schema is the one it was written for.
GRANT SELECT ON flyway_schema_history TO rapport_ingest, rapport_metrics, rapport_survey, rapport_consent;
