-- Sums by day and month beside those by quarter of an hour, with the same keys. A bucket is the moment at
-- which the day or the month began in the zone that projection.day_zone names; cube holds 10 more than there
-- for days, and 20 more for months, which only latencies have. Apart from the quarters of an hour, which are
-- a hundred times as many rows: what a question reads should lie close together.

-- Null: there are no sums by day yet, as the account was projected before they were kept. A rebuild sets
-- the account's zone, and what is added until the next one is by the same.
ALTER TABLE projection ADD COLUMN day_zone text;

CREATE TABLE message_day (LIKE message_cube INCLUDING ALL);
CREATE TABLE turn_day (LIKE turn_cube INCLUDING ALL);

-- In latency_cube and here a bin below zero says that nobody answered: of the clock of any sender it is -1
-- minus the bin of how long the turn could be answered, of the others -1.
CREATE TABLE latency_day (
  account_id int NOT NULL,
  cube       smallint NOT NULL,
  bucket     timestamptz NOT NULL,
  exclusion  smallint NOT NULL,
  dim1       text NOT NULL,
  dim2       text NOT NULL,
  clock      smallint NOT NULL,
  first_turn boolean NOT NULL,
  bin        smallint NOT NULL,
  turns      bigint NOT NULL,
  seconds    bigint NOT NULL,
  -- With the sums, as a question reads hundreds of rows a day and the index keeps them together.
  PRIMARY KEY (account_id, cube, bucket, exclusion, dim1, dim2, clock, first_turn, bin) INCLUDE (turns, seconds)
);

-- On which day a contact counted, and on which day before that. Contacts of a period are those on its days
-- whose day before lies before the period, so that each is counted once and yet everything adds up.
-- measure: 1 reached, 2 converted, 3 opted out, 4 wrote, 5 bought, 6 wrote or bought, 7 approached. Updated by adding
-- differences only, so a row may have become zero.
CREATE TABLE contact_day (
  account_id int NOT NULL,
  measure    smallint NOT NULL,
  bucket     timestamptz NOT NULL,
  exclusion  smallint NOT NULL,
  previous   timestamptz NOT NULL, -- 1970 where there was none
  contacts   bigint NOT NULL,
  PRIMARY KEY (account_id, measure, bucket, exclusion, previous) INCLUDE (contacts)
);

-- The same by the quarter of an hour of the first such fact of the day, for days that end early.
CREATE TABLE contact_cube (LIKE contact_day INCLUDING ALL);

DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['message_day', 'turn_day', 'latency_day', 'contact_day', 'contact_cube'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format(
      $p$CREATE POLICY account_scope ON %I
         USING (account_id = ANY (NULLIF(current_setting('rapport.accounts', true), '')::int[]))
         WITH CHECK (account_id = ANY (NULLIF(current_setting('rapport.accounts', true), '')::int[]))$p$, t);
  END LOOP;
END $$;

GRANT SELECT, INSERT, UPDATE, DELETE ON
  message_day, turn_day, latency_day, contact_day, contact_cube TO rapport_metrics;

-- Who still waits: what a survival curve has to know of turns that are not over.
CREATE INDEX turn_waiting ON turn (account_id, started_at) WHERE answered_at IS NULL;
