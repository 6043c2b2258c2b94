-- cube 4 of the cubes is segment and lifecycle (its name in lower case).

-- A rebuild is made beside what is read: every derived table once more, without the indexes that only
-- readers need. When all contacts are done, one transaction puts it in place of the old rows.
ALTER TABLE conversion_touch ADD COLUMN lifecycle smallint NOT NULL DEFAULT 1; -- of the contact, at sent_at

CREATE SCHEMA rapport_aside;
GRANT USAGE ON SCHEMA rapport_aside TO rapport_metrics;

DO $$
DECLARE
  t text;
  key text;
BEGIN
  FOREACH t IN ARRAY ARRAY[
    'timeline', 'message', 'episode', 'turn', 'conversion', 'conversion_touch', 'flow_run', 'flow_step', 'bot_input', 'cart',
    'invitation', 'message_cube', 'turn_cube', 'latency_cube', 'message_day', 'turn_day', 'latency_day',
    'contact_cube', 'contact_day'] LOOP
    SELECT pg_get_constraintdef(oid) INTO STRICT key FROM pg_constraint
    WHERE conrelid = ('rapport.' || t)::regclass AND contype = 'p';
    EXECUTE format('CREATE TABLE rapport_aside.%I (LIKE rapport.%I INCLUDING DEFAULTS)', t, t);
    EXECUTE format('ALTER TABLE rapport_aside.%I ADD %s', t, key);
    EXECUTE format('ALTER TABLE rapport_aside.%I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE rapport_aside.%I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format(
      $p$CREATE POLICY account_scope ON rapport_aside.%I
         USING (account_id = ANY (NULLIF(current_setting('rapport.accounts', true), '')::int[]))
         WITH CHECK (account_id = ANY (NULLIF(current_setting('rapport.accounts', true), '')::int[]))$p$, t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON rapport_aside.%I TO rapport_metrics', t);
  END LOOP;
END $$;

-- What the rows aside are made with, as the columns without aside say it of those that are read; all null
-- while no rebuild is under way.
ALTER TABLE projection ADD COLUMN aside_version int;
ALTER TABLE projection ADD COLUMN aside_settings int;
ALTER TABLE projection ADD COLUMN aside_day_zone text;

-- Whom a rebuild has still to project. Not contact_work: that is what keeps numbers from being current,
-- and goes first.
CREATE TABLE rebuild_work (
  account_id int NOT NULL,
  contact_id uuid NOT NULL,
  PRIMARY KEY (account_id, contact_id)
);
-- An earlier rebuild left its work among the other; it is done as such.

-- Contacts that cannot be projected, set aside with the reason until they can.
CREATE TABLE projection_failure (
  account_id      int NOT NULL,
  contact_id      uuid NOT NULL,
  attempts        int NOT NULL,
  first_failed_at timestamptz NOT NULL,
  last_failed_at  timestamptz NOT NULL,
  reason          text NOT NULL, -- what failed, without anything a customer wrote
  PRIMARY KEY (account_id, contact_id)
);

DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['rebuild_work', 'projection_failure'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format(
      $p$CREATE POLICY account_scope ON %I
         USING (account_id = ANY (NULLIF(current_setting('rapport.accounts', true), '')::int[]))
         WITH CHECK (account_id = ANY (NULLIF(current_setting('rapport.accounts', true), '')::int[]))$p$, t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO rapport_metrics', t);
  END LOOP;
END $$;
