-- One role per service, created with its password by the migrator before this runs.

DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY[
    'channel', 'identity_lock', 'contact', 'contact_alias', 'contact_key', 'contact_identity', 'event',
    'quarantine', 'contact_work', 'outbox', 'timeline', 'projection', 'message', 'episode', 'turn',
    'message_cube', 'turn_cube', 'latency_cube'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format(
      $p$CREATE POLICY account_scope ON %I
         USING (account_id = ANY (NULLIF(current_setting('rapport.accounts', true), '')::int[]))
         WITH CHECK (account_id = ANY (NULLIF(current_setting('rapport.accounts', true), '')::int[]))$p$, t);
  END LOOP;
END $$;

-- The directory of accounts holds no personal data and is what scopes are resolved with, so every
-- service reads all of it. Only ingest adds to it.
ALTER TABLE account ENABLE ROW LEVEL SECURITY;
ALTER TABLE account FORCE ROW LEVEL SECURITY;
CREATE POLICY account_directory ON account FOR SELECT
  TO rapport_ingest, rapport_metrics, rapport_survey, rapport_consent USING (true);
CREATE POLICY account_registration ON account FOR INSERT TO rapport_ingest WITH CHECK (account_id > 0);

GRANT USAGE ON SCHEMA rapport TO rapport_ingest, rapport_metrics, rapport_survey, rapport_consent;
GRANT SELECT ON account TO rapport_ingest, rapport_metrics, rapport_survey, rapport_consent;
GRANT SELECT ON channel TO rapport_metrics, rapport_survey;

GRANT INSERT ON account TO rapport_ingest;
GRANT SELECT, INSERT ON channel TO rapport_ingest;
GRANT SELECT, INSERT, UPDATE ON identity_lock TO rapport_ingest;
GRANT SELECT, INSERT, UPDATE ON contact TO rapport_ingest;
GRANT SELECT, INSERT, UPDATE ON contact_alias TO rapport_ingest;
GRANT SELECT, INSERT, UPDATE, DELETE ON contact_key TO rapport_ingest;
GRANT SELECT, INSERT, UPDATE, DELETE ON contact_identity TO rapport_ingest;
GRANT SELECT, INSERT, DELETE ON event TO rapport_ingest; -- delete: a merge moves a person's facts
GRANT SELECT, INSERT, DELETE ON quarantine TO rapport_ingest;
GRANT INSERT ON contact_work TO rapport_ingest;
GRANT SELECT ON contact_work TO rapport_ingest;
GRANT EXECUTE ON FUNCTION ensure_event_partition(date) TO rapport_ingest;

-- Metrics reads facts and people as pseudonyms: neither aliases nor identities.
GRANT SELECT ON event, contact TO rapport_metrics;
GRANT SELECT, INSERT, UPDATE, DELETE ON contact_work TO rapport_metrics;
GRANT SELECT, INSERT, UPDATE, DELETE ON
  timeline, projection, message, episode, turn, message_cube, turn_cube, latency_cube TO rapport_metrics;
