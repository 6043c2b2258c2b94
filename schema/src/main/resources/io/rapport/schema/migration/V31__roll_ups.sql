-- Sums by day and month beside those by quarter of an hour, in the cubes that are there already: the
-- column cube holds 10 more for days, and in latency_cube 20 more for months. A bucket is then the
-- moment at which the day or the month began in the zone that projection.day_zone names.

-- Null: there are no sums by day yet, as the account was projected before they were kept. A rebuild sets
-- the account's zone, and what is added until the next one is by the same.
ALTER TABLE projection ADD COLUMN day_zone text;

-- In latency_cube a bin below zero says that nobody answered: of the clock of any sender it is -1 minus the
-- bin of how long the turn could be answered, of the others -1.

-- On which day a contact counted, and on which day before that. Contacts of a period are those on its days
-- whose day before lies before the period, so that each is counted once and yet everything adds up.
-- span 10: bucket is the day; span 0: bucket is the quarter of an hour of the first fact of the day.
-- measure: 1 reached, 2 converted, 3 opted out, 4 wrote, 5 bought, 6 wrote or bought. Updated by adding
-- differences only, so a row may have become zero.
CREATE TABLE contact_day_cube (
  account_id int NOT NULL,
  span       smallint NOT NULL,
  measure    smallint NOT NULL,
  bucket     timestamptz NOT NULL,
  exclusion  smallint NOT NULL,
  previous   timestamptz NOT NULL, -- 1970 where there was none
  contacts   bigint NOT NULL,
  PRIMARY KEY (account_id, span, measure, bucket, exclusion, previous)
);

ALTER TABLE contact_day_cube ENABLE ROW LEVEL SECURITY;
ALTER TABLE contact_day_cube FORCE ROW LEVEL SECURITY;
CREATE POLICY account_scope ON contact_day_cube
  USING (account_id = ANY (NULLIF(current_setting('rapport.accounts', true), '')::int[]))
  WITH CHECK (account_id = ANY (NULLIF(current_setting('rapport.accounts', true), '')::int[]));
GRANT SELECT, INSERT, UPDATE, DELETE ON contact_day_cube TO rapport_metrics;

-- Who still waits: what a survival curve has to know of turns that are not over.
CREATE INDEX turn_waiting ON turn (account_id, started_at) WHERE answered_at IS NULL;
