-- A test of message formats, as people edit it. Its variants are the arms 1, 2, ... in their order; arm 0
-- is the hold-out, which gets nothing.
CREATE TABLE experiment (
  account_id    int NOT NULL,
  experiment_id uuid NOT NULL,            -- version 7: in the order of creation
  name          text NOT NULL,
  campaign      text NOT NULL,            -- whose messages are its exposures
  metric        text NOT NULL,            -- the id of a KPI
  variants      text[] NOT NULL,
  weights       int[] NOT NULL,           -- of the variants, in proportion
  control       smallint NOT NULL,        -- the arm the others are compared with
  hold_out      double precision NOT NULL, -- share of contacts
  salt          uuid NOT NULL,            -- makes its draw independent of any other's
  state         smallint NOT NULL,        -- 1 draft, 2 running, 3 stopped
  started_at    timestamptz,
  stopped_at    timestamptz,
  version       int NOT NULL,
  created_at    timestamptz NOT NULL,
  created_by    text NOT NULL,            -- the name in the token
  changed_at    timestamptz NOT NULL,
  changed_by    text NOT NULL,
  PRIMARY KEY (account_id, experiment_id)
);
-- Two that run with one campaign could not tell their messages apart.
CREATE UNIQUE INDEX experiment_running ON experiment (account_id, campaign) WHERE state = 2;

-- In which arm a contact is: for good, whatever becomes of the weights. The contact may have been merged
-- into another one since.
CREATE TABLE experiment_assignment (
  account_id    int NOT NULL,
  experiment_id uuid NOT NULL,
  contact_id    uuid NOT NULL,
  arm           smallint NOT NULL,
  assigned_at   timestamptz NOT NULL,
  PRIMARY KEY (account_id, experiment_id, contact_id)
);

-- An assignment made under a contact's earlier name is looked for from the heir.
CREATE INDEX contact_merged ON contact (account_id, merged_into) WHERE merged_into IS NOT NULL;

DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['experiment', 'experiment_assignment'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format(
      $p$CREATE POLICY account_scope ON %I
         USING (account_id = ANY (NULLIF(current_setting('rapport.accounts', true), '')::int[]))
         WITH CHECK (account_id = ANY (NULLIF(current_setting('rapport.accounts', true), '')::int[]))$p$, t);
  END LOOP;
END $$;

GRANT SELECT, INSERT, UPDATE ON experiment TO rapport_metrics;
GRANT SELECT, INSERT ON experiment_assignment TO rapport_metrics;
-- Ingest deletes what is old.
GRANT SELECT, INSERT, UPDATE, DELETE ON request_key TO rapport_metrics;
