-- Views for tools that read SQL: Tableau, Power BI, Looker, Metabase. A star: additive integer counts per
-- day of the account's zone, and dimensions. No names, no phone numbers, no single contacts.

-- What such a tool logs in as is a member of this role, with a password of its own.
DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'rapport_reporting') THEN
    CREATE ROLE rapport_reporting NOLOGIN NOSUPERUSER NOBYPASSRLS;
  END IF;
END $$;

-- Which login reads which account. These tools cannot say SET in every transaction, and whoever may write
-- SQL could say it for accounts of others; so the login decides, which nobody can change from inside.
CREATE TABLE reporting_access (
  account_id int NOT NULL,
  role_name  text NOT NULL,
  PRIMARY KEY (account_id, role_name)
);
ALTER TABLE reporting_access ENABLE ROW LEVEL SECURITY;
ALTER TABLE reporting_access FORCE ROW LEVEL SECURITY;
CREATE POLICY account_scope ON reporting_access
  USING (account_id = ANY (NULLIF(current_setting('rapport.accounts', true), '')::int[]))
  WITH CHECK (account_id = ANY (NULLIF(current_setting('rapport.accounts', true), '')::int[]));
CREATE POLICY own_access ON reporting_access FOR SELECT USING (role_name = session_user);
-- Nobody learns of the logins of others by naming their accounts.
CREATE POLICY own_limit ON reporting_access AS RESTRICTIVE FOR SELECT TO rapport_reporting
  USING (role_name = session_user);

-- session_user: SET ROLE does not change it.
CREATE FUNCTION reporting_accounts() RETURNS int[] LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
  SELECT coalesce(array_agg(account_id), '{}') FROM rapport.reporting_access WHERE role_name = session_user
$$;
REVOKE ALL ON FUNCTION reporting_accounts() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION reporting_accounts() TO rapport_reporting;

DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['channel', 'message', 'turn'] LOOP
    EXECUTE format(
      'CREATE POLICY reporting_scope ON %I FOR SELECT TO rapport_reporting
         USING (account_id = ANY ((SELECT rapport.reporting_accounts())::int[]))', t);
    -- Else account_scope, which is for everybody, would let a login name its accounts itself.
    EXECUTE format(
      'CREATE POLICY reporting_limit ON %I AS RESTRICTIVE FOR SELECT TO rapport_reporting
         USING (account_id = ANY ((SELECT rapport.reporting_accounts())::int[]))', t);
  END LOOP;
END $$;
CREATE POLICY reporting_scope ON account FOR SELECT TO rapport_reporting
  USING (account_id = ANY ((SELECT rapport.reporting_accounts())::int[]));

GRANT USAGE ON SCHEMA rapport TO rapport_reporting;
GRANT SELECT ON account, channel, reporting_access TO rapport_reporting;
-- What the views add up, and nothing by which one contact could be followed.
GRANT SELECT (account_id, channel_id, origin, category, exclusion, business_initiated, sent_at, delivered_at,
  read_at, first_reply_at, first_click_at, campaign, variant, template, language, segment, format)
  ON message TO rapport_reporting;
GRANT SELECT (account_id, channel_id, answer_origin, exclusion, first_in_episode, started_at, answered_at,
  campaign, variant, template, language, segment, format) ON turn TO rapport_reporting;

CREATE SCHEMA reporting;
GRANT USAGE ON SCHEMA reporting TO rapport_reporting;

CREATE VIEW reporting.dim_account WITH (security_invoker = true) AS
SELECT account_id AS account_key, waba_id AS account, name, zone FROM rapport.account;

CREATE VIEW reporting.dim_channel WITH (security_invoker = true) AS
SELECT account_id AS account_key, channel_id AS channel_key, phone_number_id AS channel
FROM rapport.channel;

CREATE VIEW reporting.dim_date WITH (security_invoker = true) AS
SELECT day::date AS date,
       extract(year FROM day)::int AS year,
       extract(quarter FROM day)::int AS quarter,
       extract(month FROM day)::int AS month,
       extract(day FROM day)::int AS day_of_month,
       extract(isodow FROM day)::int AS day_of_week, -- 1 is Monday
       extract(isoyear FROM day)::int AS iso_year,
       extract(week FROM day)::int AS iso_week
FROM generate_series('2009-01-01'::timestamp, '2100-12-31'::timestamp, '1 day') AS days (day);

-- Business-initiated messages that count, by the day of sending. Within is inclusive; what is younger than
-- the horizon of a count (72 h, or what its name says) is in its _immature column and nowhere else.
CREATE VIEW reporting.fact_message_day WITH (security_invoker = true) AS
SELECT m.account_id AS account_key,
       (m.sent_at AT TIME ZONE a.zone)::date AS date,
       m.channel_id AS channel_key,
       CASE m.origin WHEN 1 THEN 'campaign' WHEN 2 THEN 'automation' WHEN 3 THEN 'survey' WHEN 4 THEN 'bot'
         WHEN 5 THEN 'agent' WHEN 6 THEN 'app' WHEN 7 THEN 'service' WHEN 8 THEN 'template' ELSE '' END AS origin,
       CASE m.category WHEN 1 THEN 'service' WHEN 2 THEN 'marketing' WHEN 3 THEN 'marketing_lite'
         WHEN 4 THEN 'utility' WHEN 5 THEN 'authentication' WHEN 6 THEN 'authentication_international'
         WHEN 7 THEN 'referral_conversion' ELSE '' END AS category,
       coalesce(m.campaign, '') AS campaign,
       coalesce(m.variant, '') AS variant,
       coalesce(m.template, '') AS template,
       coalesce(m.language, '') AS language,
       coalesce(m.segment, '') AS segment,
       coalesce(m.format, '') AS format,
       count(*) FILTER (WHERE m.mature_72h) AS sent,
       count(*) FILTER (WHERE NOT m.mature_72h) AS sent_immature,
       count(*) FILTER (WHERE m.mature_72h AND m.in_72h) AS delivered_72h,
       count(*) FILTER (WHERE m.mature_72h AND m.no_survey AND m.in_72h) AS open_population,
       count(*) FILTER (WHERE NOT m.mature_72h AND m.no_survey AND m.in_72h) AS open_population_immature,
       count(*) FILTER (WHERE m.mature_72h AND m.no_survey AND m.in_72h
         AND m.read_at - m.sent_at <= INTERVAL '72 hours') AS opened,
       count(*) FILTER (WHERE m.mature_72h AND m.no_survey AND m.in_72h
         AND m.first_click_at - m.sent_at <= INTERVAL '72 hours') AS clicked_72h,
       count(*) FILTER (WHERE m.mature_24h AND m.no_survey AND m.in_24h) AS delivered_24h,
       count(*) FILTER (WHERE NOT m.mature_24h AND m.no_survey AND m.in_24h) AS delivered_24h_immature,
       count(*) FILTER (WHERE m.mature_24h AND m.no_survey AND m.in_24h
         AND m.first_reply_at - m.sent_at <= INTERVAL '24 hours') AS replied_24h
FROM (
  SELECT account_id, channel_id, origin, category, sent_at, read_at, first_reply_at, first_click_at,
         campaign, variant, template, language, segment, format,
         sent_at <= now() - INTERVAL '72 hours' AS mature_72h,
         sent_at <= now() - INTERVAL '24 hours' AS mature_24h,
         delivered_at - sent_at <= INTERVAL '72 hours' AS in_72h,
         delivered_at - sent_at <= INTERVAL '24 hours' AS in_24h,
         origin IS DISTINCT FROM 3 AS no_survey
  FROM rapport.message
  WHERE business_initiated AND exclusion = 0) AS m
JOIN rapport.account AS a ON a.account_id = m.account_id
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11;

-- Turns that count, by the day on which the customer began to wait.
CREATE VIEW reporting.fact_turn_day WITH (security_invoker = true) AS
SELECT t.account_id AS account_key,
       (t.started_at AT TIME ZONE a.zone)::date AS date,
       t.channel_id AS channel_key,
       CASE t.answer_origin WHEN 1 THEN 'campaign' WHEN 2 THEN 'automation' WHEN 3 THEN 'survey' WHEN 4 THEN 'bot'
         WHEN 5 THEN 'agent' WHEN 6 THEN 'app' WHEN 7 THEN 'service' WHEN 8 THEN 'template' ELSE '' END AS origin,
       coalesce(t.campaign, '') AS campaign,
       coalesce(t.variant, '') AS variant,
       coalesce(t.template, '') AS template,
       coalesce(t.language, '') AS language,
       coalesce(t.segment, '') AS segment,
       coalesce(t.format, '') AS format,
       count(*) AS turns,
       count(t.answered_at) AS turns_answered,
       count(*) FILTER (WHERE t.first_in_episode) AS first_turns,
       count(t.answered_at) FILTER (WHERE t.first_in_episode) AS first_turns_answered,
       coalesce(sum(extract(epoch FROM t.answered_at - t.started_at)::bigint), 0)::bigint AS response_seconds,
       count(*) FILTER (WHERE t.mature_24h) AS turns_24h,
       count(*) FILTER (WHERE NOT t.mature_24h) AS turns_24h_immature,
       count(*) FILTER (WHERE t.mature_24h AND t.answered_at - t.started_at <= INTERVAL '24 hours') AS answered_24h
FROM (
  SELECT account_id, channel_id, answer_origin, first_in_episode, started_at, answered_at,
         campaign, variant, template, language, segment, format,
         started_at <= now() - INTERVAL '24 hours' AS mature_24h
  FROM rapport.turn WHERE exclusion = 0) AS t
JOIN rapport.account AS a ON a.account_id = t.account_id
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10;

-- The same counts, named by the KPI they make: sum(numerator) / sum(denominator) over whatever days.
CREATE VIEW reporting.kpi_day WITH (security_invoker = true) AS
SELECT f.account_key, f.date, k.kpi,
       sum(k.numerator)::bigint AS numerator,
       sum(k.denominator)::bigint AS denominator,
       sum(k.immature)::bigint AS immature
FROM reporting.fact_message_day AS f
CROSS JOIN LATERAL (VALUES
  ('open-rate', f.opened, f.open_population, f.open_population_immature),
  ('response-rate', f.replied_24h, f.delivered_24h, f.delivered_24h_immature),
  ('delivery-rate', f.delivered_72h, f.sent, f.sent_immature),
  ('click-through-rate', f.clicked_72h, f.open_population, f.open_population_immature)
) AS k (kpi, numerator, denominator, immature)
GROUP BY 1, 2, 3
UNION ALL
SELECT f.account_key, f.date, k.kpi,
       sum(k.numerator)::bigint,
       sum(k.denominator)::bigint,
       sum(k.immature)::bigint
FROM reporting.fact_turn_day AS f
CROSS JOIN LATERAL (VALUES
  ('answer-rate', f.answered_24h, f.turns_24h, f.turns_24h_immature),
  ('response-time', f.turns_answered, f.turns, 0::bigint),
  ('first-response-time', f.first_turns_answered, f.first_turns, 0::bigint)
) AS k (kpi, numerator, denominator, immature)
GROUP BY 1, 2, 3;

GRANT SELECT ON reporting.dim_account, reporting.dim_channel, reporting.dim_date, reporting.fact_message_day,
  reporting.fact_turn_day, reporting.kpi_day TO rapport_reporting;
