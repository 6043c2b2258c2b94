-- Ingest says in one row a batch who has new facts; the projection turns it into contact_work. A row of
-- contact_work for each contact, with its two indexes, cost a batch nearly as much as the facts.
CREATE TABLE work_announcement (
  account_id      int NOT NULL,
  announcement_id uuid NOT NULL,
  announced_at    timestamptz NOT NULL,
  contacts        uuid[] NOT NULL,
  PRIMARY KEY (account_id, announcement_id)
);
-- Random ids do not compress, and a row is short-lived: keep it whole in its page.
ALTER TABLE work_announcement ALTER COLUMN contacts SET STORAGE PLAIN;

ALTER TABLE work_announcement ENABLE ROW LEVEL SECURITY;
ALTER TABLE work_announcement FORCE ROW LEVEL SECURITY;
CREATE POLICY account_scope ON work_announcement
  USING (account_id = ANY (NULLIF(current_setting('rapport.accounts', true), '')::int[]))
  WITH CHECK (account_id = ANY (NULLIF(current_setting('rapport.accounts', true), '')::int[]));

GRANT SELECT, INSERT ON work_announcement TO rapport_ingest;
-- UPDATE: to lock what another worker must not take.
GRANT SELECT, UPDATE, DELETE ON work_announcement TO rapport_metrics;
REVOKE ALL ON contact_work FROM rapport_ingest;
