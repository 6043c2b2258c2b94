-- What messages cost. Meta's prices depend on the category, on the country of the contact, and on the day.

-- ISO 3166-1 alpha-2 of the contact's number or user id; null where neither tells, and of contacts from before.
ALTER TABLE contact ADD COLUMN market text;

-- Meta says that it charges nothing for it.
ALTER TABLE message ADD COLUMN free boolean NOT NULL DEFAULT false;

-- What an account pays: each change is a version, none is ever changed.
CREATE TABLE price_list (
  account_id  int NOT NULL,
  version     int NOT NULL,
  recorded_at timestamptz NOT NULL,
  recorded_by text NOT NULL,
  currency    text NOT NULL, -- ISO 4217
  prices      jsonb NOT NULL, -- [{category, market?, from, amount}]
  PRIMARY KEY (account_id, version)
);
ALTER TABLE price_list ENABLE ROW LEVEL SECURITY;
ALTER TABLE price_list FORCE ROW LEVEL SECURITY;
CREATE POLICY account_scope ON price_list
  USING (account_id = ANY (NULLIF(current_setting('rapport.accounts', true), '')::int[]))
  WITH CHECK (account_id = ANY (NULLIF(current_setting('rapport.accounts', true), '')::int[]));
GRANT SELECT, INSERT ON price_list TO rapport_metrics;
