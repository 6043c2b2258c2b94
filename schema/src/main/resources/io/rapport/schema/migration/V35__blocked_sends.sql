-- What the business meant to send and one of its gates held back. Derived from event, like message; facts of this
-- kind came with this migration, so there is nothing to fill.
CREATE TABLE blocked_send (
  account_id  int NOT NULL,
  contact_id  uuid NOT NULL,
  blocked_id  uuid NOT NULL,
  channel_id  int NOT NULL,      -- 0: not said
  occurred_at timestamptz NOT NULL,
  reason      smallint NOT NULL, -- 1 consent, 2 frequency cap, 3 quiet hours, 4 other
  origin      smallint,          -- this and the next six: what the message would have been
  campaign    text,
  variant     text,
  template    text,
  language    text,
  segment     text,
  format      text,
  exclusion   smallint NOT NULL,
  lifecycle   smallint NOT NULL, -- of the contact, at occurred_at
  PRIMARY KEY (account_id, contact_id, blocked_id)
);

-- Before the index that only readers need.
CREATE TABLE rapport_aside.blocked_send (LIKE rapport.blocked_send INCLUDING ALL);

-- Volumes are asked for by account and period.
CREATE INDEX blocked_send_occurred ON blocked_send (account_id, occurred_at);

DO $$
DECLARE
  s text;
BEGIN
  FOREACH s IN ARRAY ARRAY['rapport', 'rapport_aside'] LOOP
    EXECUTE format('ALTER TABLE %I.blocked_send ENABLE ROW LEVEL SECURITY', s);
    EXECUTE format('ALTER TABLE %I.blocked_send FORCE ROW LEVEL SECURITY', s);
    EXECUTE format(
      $p$CREATE POLICY account_scope ON %I.blocked_send
         USING (account_id = ANY (NULLIF(current_setting('rapport.accounts', true), '')::int[]))
         WITH CHECK (account_id = ANY (NULLIF(current_setting('rapport.accounts', true), '')::int[]))$p$, s);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I.blocked_send TO rapport_metrics', s);
  END LOOP;
END $$;

CREATE POLICY reporting_scope ON blocked_send FOR SELECT TO rapport_reporting
  USING (account_id = ANY ((SELECT rapport.reporting_accounts())::int[]));
-- Else account_scope, which is for everybody, would let a login name its accounts itself.
CREATE POLICY reporting_limit ON blocked_send AS RESTRICTIVE FOR SELECT TO rapport_reporting
  USING (account_id = ANY ((SELECT rapport.reporting_accounts())::int[]));
-- Nothing by which one contact could be followed.
GRANT SELECT (account_id, channel_id, occurred_at, reason, origin, campaign, variant, template, language, segment,
  format, exclusion, lifecycle) ON blocked_send TO rapport_reporting;

-- Messages that were held back, by the day on which they would have been sent. Nothing about them changes later.
CREATE VIEW reporting.fact_blocked_day WITH (security_invoker = true) AS
SELECT b.account_id AS account_key,
       (b.occurred_at AT TIME ZONE a.zone)::date AS date,
       b.channel_id AS channel_key,
       CASE b.reason WHEN 1 THEN 'consent' WHEN 2 THEN 'frequency-cap' WHEN 3 THEN 'quiet-hours' ELSE 'other' END
         AS reason,
       CASE b.origin WHEN 1 THEN 'campaign' WHEN 2 THEN 'automation' WHEN 3 THEN 'survey' WHEN 4 THEN 'bot'
         WHEN 5 THEN 'agent' WHEN 6 THEN 'app' WHEN 7 THEN 'service' WHEN 8 THEN 'template' ELSE '' END AS origin,
       coalesce(b.campaign, '') AS campaign,
       coalesce(b.variant, '') AS variant,
       coalesce(b.template, '') AS template,
       coalesce(b.language, '') AS language,
       coalesce(b.segment, '') AS segment,
       coalesce(b.format, '') AS format,
       CASE b.lifecycle WHEN 1 THEN 'new' WHEN 2 THEN 'active' ELSE 'dormant' END AS lifecycle,
       count(*) AS blocked
FROM rapport.blocked_send AS b
JOIN rapport.account AS a ON a.account_id = b.account_id
WHERE b.exclusion = 0
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12;

GRANT SELECT ON reporting.fact_blocked_day TO rapport_reporting;

COMMENT ON VIEW reporting.fact_blocked_day IS
  'Messages that the business held back, by the day on which they would have been sent';
COMMENT ON COLUMN reporting.fact_blocked_day.reason IS
  'Which gate held them back: consent, frequency-cap, quiet-hours or other';
COMMENT ON COLUMN reporting.fact_blocked_day.blocked IS 'Messages; WhatsApp never heard of them';
COMMENT ON COLUMN reporting.fact_blocked_day.lifecycle IS 'Of the contact then: new, active or dormant';
