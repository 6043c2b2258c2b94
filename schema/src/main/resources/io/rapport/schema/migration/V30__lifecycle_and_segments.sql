-- Derived from event, like the rest of these rows. Filled by projecting everything again, which the new definition makes due.
-- 1 new, 2 active, 3 dormant: where the contact stood when the fact began.
DO $$
DECLARE
  derived text;
BEGIN
  FOREACH derived IN ARRAY ARRAY['message', 'turn', 'episode', 'conversion', 'flow_run', 'flow_step', 'bot_input',
    'cart', 'invitation'] LOOP
    EXECUTE format('ALTER TABLE %I ADD COLUMN lifecycle smallint NOT NULL DEFAULT 1', derived);
  END LOOP;
END $$;

-- The first message between contact and business, of whatever kind and direction.
ALTER TABLE timeline ADD COLUMN first_contact_at timestamptz;
-- What somebody said the contact is, one a line; null: nothing.
ALTER TABLE timeline ADD COLUMN tags text;

-- A group of contacts by what they are and did, as people edit it.
CREATE TABLE segment (
  account_id int NOT NULL,
  segment_id uuid NOT NULL,      -- version 7: in the order of creation
  name       text NOT NULL,
  rule       text NOT NULL,      -- JSON, as it was given
  version    int NOT NULL,
  created_at timestamptz NOT NULL,
  created_by text NOT NULL,      -- the name in the token
  changed_at timestamptz NOT NULL,
  changed_by text NOT NULL,
  PRIMARY KEY (account_id, segment_id)
);

-- Who was in it when: what somebody was when a message was sent cannot be found out later. left_at is
-- null while the contact is in it.
CREATE TABLE segment_membership (
  account_id int NOT NULL,
  segment_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  joined_at  timestamptz NOT NULL,
  left_at    timestamptz,
  PRIMARY KEY (account_id, segment_id, contact_id, joined_at)
);
-- Those of contacts that were merged go to the heir.
CREATE INDEX segment_membership_contact ON segment_membership (account_id, contact_id);

-- When the memberships were last brought up to date.
CREATE TABLE segment_refresh (
  account_id   int NOT NULL,
  segment_id   uuid NOT NULL,
  refreshed_at timestamptz NOT NULL,
  members      bigint NOT NULL,
  PRIMARY KEY (account_id, segment_id)
);

DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['segment', 'segment_membership', 'segment_refresh'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format(
      $p$CREATE POLICY account_scope ON %I
         USING (account_id = ANY (NULLIF(current_setting('rapport.accounts', true), '')::int[]))
         WITH CHECK (account_id = ANY (NULLIF(current_setting('rapport.accounts', true), '')::int[]))$p$, t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO rapport_metrics', t);
  END LOOP;
END $$;

-- Views of the same shape for the rest of the facts, and the lifecycle in those that are there.

DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['conversion', 'episode', 'flow_run', 'flow_step', 'bot_input', 'cart', 'invitation'] LOOP
    EXECUTE format(
      'CREATE POLICY reporting_scope ON %I FOR SELECT TO rapport_reporting
         USING (account_id = ANY ((SELECT rapport.reporting_accounts())::int[]))', t);
    EXECUTE format(
      'CREATE POLICY reporting_limit ON %I AS RESTRICTIVE FOR SELECT TO rapport_reporting
         USING (account_id = ANY ((SELECT rapport.reporting_accounts())::int[]))', t);
  END LOOP;
END $$;

-- What the views add up, and nothing by which one contact could be followed.
GRANT SELECT (lifecycle) ON message, turn TO rapport_reporting;
GRANT SELECT (account_id, channel_id, opened_at, closed_at, initiated_by, exclusion, inbound_count, outbound_count,
  campaign, variant, template, language, segment, format, bot_involved, bot, bot_outcome, escalation_reason,
  queued_at, queue_last_inbound_at, queue_answered_at, queue_brief, next_opened_at, conversions, lifecycle)
  ON episode TO rapport_reporting;
GRANT SELECT (account_id, message_id, channel_id, converted_at, name, minor_units, currency, refunded, undone_at,
  exclusion, basis, sent_at, origin, category, campaign, variant, template, language, segment, format, lifecycle)
  ON conversion TO rapport_reporting;
GRANT SELECT (account_id, channel_id, bot, flow, started_at, last_at, outcome, inputs, exclusion, lifecycle)
  ON flow_run TO rapport_reporting;
GRANT SELECT (account_id, channel_id, bot, flow, step_name, position, answered, started_at, last_at, exclusion, lifecycle)
  ON flow_step TO rapport_reporting;
GRANT SELECT (account_id, channel_id, occurred_at, bot, flow, recognised, intent, exclusion, lifecycle)
  ON bot_input TO rapport_reporting;
GRANT SELECT (account_id, channel_id, created_at, minor_units, currency, purchased_at, exclusion, lifecycle)
  ON cart TO rapport_reporting;
GRANT SELECT (account_id, channel_id, survey, scale, delivered_at, repeated, rating, exclusion,
  campaign, variant, template, language, segment, format, lifecycle) ON invitation TO rapport_reporting;

CREATE OR REPLACE VIEW reporting.fact_message_day WITH (security_invoker = true) AS
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
         AND m.first_reply_at - m.sent_at <= INTERVAL '24 hours') AS replied_24h,
       CASE m.lifecycle WHEN 1 THEN 'new' WHEN 2 THEN 'active' ELSE 'dormant' END AS lifecycle
FROM (
  SELECT account_id, channel_id, origin, category, sent_at, read_at, first_reply_at, first_click_at,
         campaign, variant, template, language, segment, format, lifecycle,
         sent_at <= now() - INTERVAL '72 hours' AS mature_72h,
         sent_at <= now() - INTERVAL '24 hours' AS mature_24h,
         delivered_at - sent_at <= INTERVAL '72 hours' AS in_72h,
         delivered_at - sent_at <= INTERVAL '24 hours' AS in_24h,
         origin IS DISTINCT FROM 3 AS no_survey
  FROM rapport.message
  WHERE business_initiated AND exclusion = 0) AS m
JOIN rapport.account AS a ON a.account_id = m.account_id
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, lifecycle;

CREATE OR REPLACE VIEW reporting.fact_turn_day WITH (security_invoker = true) AS
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
       count(*) FILTER (WHERE t.mature_24h AND t.answered_at - t.started_at <= INTERVAL '24 hours') AS answered_24h,
       CASE t.lifecycle WHEN 1 THEN 'new' WHEN 2 THEN 'active' ELSE 'dormant' END AS lifecycle
FROM (
  SELECT account_id, channel_id, answer_origin, first_in_episode, started_at, answered_at,
         campaign, variant, template, language, segment, format, lifecycle,
         started_at <= now() - INTERVAL '24 hours' AS mature_24h
  FROM rapport.turn WHERE exclusion = 0) AS t
JOIN rapport.account AS a ON a.account_id = t.account_id
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, lifecycle;

-- Episodes that count, by the day on which they opened. What bots did counts 7 days after the end.
CREATE VIEW reporting.fact_episode_day WITH (security_invoker = true) AS
SELECT e.account_id AS account_key,
       (e.opened_at AT TIME ZONE a.zone)::date AS date,
       e.channel_id AS channel_key,
       CASE e.initiated_by WHEN 1 THEN 'customer' ELSE 'business' END AS initiated_by,
       coalesce(e.bot, '') AS bot,
       coalesce(e.escalation_reason, '') AS handover_reason,
       coalesce(e.campaign, '') AS campaign,
       coalesce(e.variant, '') AS variant,
       coalesce(e.template, '') AS template,
       coalesce(e.language, '') AS language,
       coalesce(e.segment, '') AS segment,
       coalesce(e.format, '') AS format,
       CASE e.lifecycle WHEN 1 THEN 'new' WHEN 2 THEN 'active' ELSE 'dormant' END AS lifecycle,
       count(*) AS episodes,
       count(e.closed_at) AS episodes_closed,
       sum(e.inbound_count)::bigint AS inbound_messages,
       sum(e.outbound_count)::bigint AS outbound_messages,
       count(*) FILTER (WHERE e.mature AND e.bot_involved) AS bot_episodes,
       count(*) FILTER (WHERE NOT e.mature AND e.bot_involved) AS bot_episodes_immature,
       count(*) FILTER (WHERE e.mature AND e.bot_outcome = 1) AS self_resolved,
       count(*) FILTER (WHERE e.mature AND e.bot_outcome = 1
         AND (e.next_opened_at - e.closed_at <= INTERVAL '24 hours') IS NOT TRUE) AS self_resolved_24h,
       count(*) FILTER (WHERE e.mature AND e.bot_outcome = 1
         AND (e.next_opened_at - e.closed_at <= INTERVAL '168 hours') IS NOT TRUE) AS self_resolved_7d,
       count(*) FILTER (WHERE e.mature AND e.bot_outcome = 2) AS escalated,
       count(*) FILTER (WHERE e.mature AND e.bot_outcome = 3) AS taken_over,
       count(*) FILTER (WHERE e.mature AND e.bot_outcome = 4) AS left_by_customer,
       count(*) FILTER (WHERE e.mature AND e.initiated_by = 1) AS customer_episodes,
       count(*) FILTER (WHERE NOT e.mature AND e.initiated_by = 1) AS customer_episodes_immature,
       count(*) FILTER (WHERE e.mature AND e.initiated_by = 1 AND e.bot_involved) AS covered,
       count(*) FILTER (WHERE e.mature) AS episodes_mature,
       count(*) FILTER (WHERE NOT e.mature) AS episodes_immature,
       count(*) FILTER (WHERE e.mature AND e.conversions > 0) AS converted
FROM (
  SELECT account_id, channel_id, opened_at, closed_at, initiated_by, inbound_count, outbound_count, campaign, variant,
         template, language, segment, format, bot_involved, bot, bot_outcome, escalation_reason, next_opened_at,
         conversions, lifecycle, coalesce(closed_at <= now() - INTERVAL '168 hours', false) AS mature
  FROM rapport.episode WHERE exclusion = 0) AS e
JOIN rapport.account AS a ON a.account_id = e.account_id
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13;

-- Waits for a person, by the day on which they began.
CREATE VIEW reporting.fact_wait_day WITH (security_invoker = true) AS
SELECT e.account_id AS account_key,
       (e.queued_at AT TIME ZONE a.zone)::date AS date,
       e.channel_id AS channel_key,
       CASE e.initiated_by WHEN 1 THEN 'customer' ELSE 'business' END AS initiated_by,
       coalesce(e.bot, '') AS bot,
       coalesce(e.escalation_reason, '') AS handover_reason,
       coalesce(e.campaign, '') AS campaign,
       coalesce(e.variant, '') AS variant,
       coalesce(e.template, '') AS template,
       coalesce(e.language, '') AS language,
       coalesce(e.segment, '') AS segment,
       coalesce(e.format, '') AS format,
       CASE e.lifecycle WHEN 1 THEN 'new' WHEN 2 THEN 'active' ELSE 'dormant' END AS lifecycle,
       count(*) FILTER (WHERE e.mature AND NOT e.queue_brief) AS waits,
       count(*) FILTER (WHERE NOT e.mature AND NOT e.queue_brief) AS waits_immature,
       count(*) FILTER (WHERE e.mature AND NOT e.queue_brief AND e.queue_answered_at IS NULL) AS waited_in_vain,
       count(*) FILTER (WHERE e.mature AND e.queue_brief) AS brief_waits,
       count(e.queue_answered_at) FILTER (WHERE e.mature AND NOT e.queue_brief) AS waits_answered,
       coalesce(sum(greatest(0, extract(epoch FROM e.queue_answered_at - e.queued_at)::bigint))
         FILTER (WHERE e.mature AND NOT e.queue_brief), 0)::bigint AS wait_seconds
FROM (
  SELECT account_id, channel_id, queued_at, queue_answered_at, queue_brief, initiated_by, campaign, variant, template,
         language, segment, format, bot, escalation_reason, lifecycle,
         queue_last_inbound_at <= now() - INTERVAL '24 hours' AS mature
  FROM rapport.episode WHERE exclusion = 0 AND queued_at IS NOT NULL) AS e
JOIN rapport.account AS a ON a.account_id = e.account_id
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13;

-- Runs through the flows of bots, by the day on which they started. They count 4 hours after their last sign of life.
CREATE VIEW reporting.fact_flow_run_day WITH (security_invoker = true) AS
SELECT r.account_id AS account_key,
       (r.started_at AT TIME ZONE a.zone)::date AS date,
       r.channel_id AS channel_key,
       r.bot,
       coalesce(r.flow, '') AS flow,
       CASE r.lifecycle WHEN 1 THEN 'new' WHEN 2 THEN 'active' ELSE 'dormant' END AS lifecycle,
       count(*) FILTER (WHERE r.mature) AS runs,
       count(*) FILTER (WHERE NOT r.mature) AS runs_immature,
       count(*) FILTER (WHERE r.mature AND r.outcome = 1) AS completed,
       count(*) FILTER (WHERE r.mature AND r.outcome = 2) AS handed_over,
       count(*) FILTER (WHERE r.mature AND r.outcome = 3) AS abandoned,
       count(*) FILTER (WHERE r.mature AND r.outcome = 4) AS unanswered,
       coalesce(sum(r.inputs) FILTER (WHERE r.mature), 0)::bigint AS inputs
FROM (
  SELECT account_id, channel_id, bot, flow, started_at, outcome, inputs, lifecycle,
         last_at <= now() - INTERVAL '4 hours' AS mature
  FROM rapport.flow_run WHERE exclusion = 0) AS r
JOIN rapport.account AS a ON a.account_id = r.account_id
GROUP BY 1, 2, 3, 4, 5, 6;

-- The steps that those runs reached, by the day on which the run started.
CREATE VIEW reporting.fact_flow_step_day WITH (security_invoker = true) AS
SELECT s.account_id AS account_key,
       (s.started_at AT TIME ZONE a.zone)::date AS date,
       s.channel_id AS channel_key,
       s.bot,
       coalesce(s.flow, '') AS flow,
       s.step_name AS step,
       s.position,
       CASE s.lifecycle WHEN 1 THEN 'new' WHEN 2 THEN 'active' ELSE 'dormant' END AS lifecycle,
       count(*) AS reached,
       count(*) FILTER (WHERE NOT s.answered) AS unanswered
FROM rapport.flow_step AS s
JOIN rapport.account AS a ON a.account_id = s.account_id
WHERE s.exclusion = 0 AND s.last_at <= now() - INTERVAL '4 hours'
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;

-- What customers said to bots, by day.
CREATE VIEW reporting.fact_bot_input_day WITH (security_invoker = true) AS
SELECT i.account_id AS account_key,
       (i.occurred_at AT TIME ZONE a.zone)::date AS date,
       i.channel_id AS channel_key,
       i.bot,
       coalesce(i.flow, '') AS flow,
       coalesce(i.intent, '') AS intent,
       CASE i.lifecycle WHEN 1 THEN 'new' WHEN 2 THEN 'active' ELSE 'dormant' END AS lifecycle,
       count(*) FILTER (WHERE i.mature) AS inputs,
       count(*) FILTER (WHERE i.mature AND NOT i.recognised) AS fallbacks,
       count(*) FILTER (WHERE NOT i.mature) AS inputs_immature
FROM (
  SELECT account_id, channel_id, occurred_at, bot, flow, recognised, intent, lifecycle,
         occurred_at <= now() AS mature -- a clock may be ahead
  FROM rapport.bot_input WHERE exclusion = 0) AS i
JOIN rapport.account AS a ON a.account_id = i.account_id
GROUP BY 1, 2, 3, 4, 5, 6, 7;

-- Carts, by the day of their first report.
CREATE VIEW reporting.fact_cart_day WITH (security_invoker = true) AS
SELECT c.account_id AS account_key,
       (c.created_at AT TIME ZONE a.zone)::date AS date,
       c.channel_id AS channel_key,
       coalesce(c.currency, '') AS currency,
       CASE c.lifecycle WHEN 1 THEN 'new' WHEN 2 THEN 'active' ELSE 'dormant' END AS lifecycle,
       count(*) FILTER (WHERE c.mature) AS carts,
       count(*) FILTER (WHERE NOT c.mature) AS carts_immature,
       count(*) FILTER (WHERE c.mature AND c.abandoned) AS carts_abandoned,
       coalesce(sum(c.minor_units) FILTER (WHERE c.mature), 0)::bigint AS minor_units,
       coalesce(sum(c.minor_units) FILTER (WHERE c.mature AND c.abandoned), 0)::bigint AS minor_units_abandoned
FROM (
  SELECT account_id, channel_id, created_at, currency, minor_units, lifecycle,
         created_at <= now() - INTERVAL '24 hours' AS mature,
         (purchased_at - created_at <= INTERVAL '24 hours') IS NOT TRUE AS abandoned
  FROM rapport.cart WHERE exclusion = 0) AS c
JOIN rapport.account AS a ON a.account_id = c.account_id
GROUP BY 1, 2, 3, 4, 5;

-- Invitations that arrived, one an episode, by the day of arrival.
CREATE VIEW reporting.fact_invitation_day WITH (security_invoker = true) AS
SELECT i.account_id AS account_key,
       (i.delivered_at AT TIME ZONE a.zone)::date AS date,
       i.channel_id AS channel_key,
       i.survey,
       CASE i.scale WHEN 1 THEN 'csat' WHEN 2 THEN 'nps' ELSE 'ces' END AS scale,
       coalesce(i.campaign, '') AS campaign,
       coalesce(i.variant, '') AS variant,
       coalesce(i.template, '') AS template,
       coalesce(i.language, '') AS language,
       coalesce(i.segment, '') AS segment,
       coalesce(i.format, '') AS format,
       CASE i.lifecycle WHEN 1 THEN 'new' WHEN 2 THEN 'active' ELSE 'dormant' END AS lifecycle,
       count(*) FILTER (WHERE i.mature) AS delivered,
       count(*) FILTER (WHERE NOT i.mature) AS delivered_immature,
       count(i.rating) FILTER (WHERE i.mature) AS answers,
       count(i.rating) FILTER (WHERE NOT i.mature) AS answers_immature,
       coalesce(sum(i.rating) FILTER (WHERE i.mature), 0)::bigint AS rating_sum,
       count(*) FILTER (WHERE i.mature AND i.rating >= CASE i.scale WHEN 1 THEN 4 WHEN 2 THEN 9 ELSE 5 END)
         AS top_answers,
       count(*) FILTER (WHERE i.mature AND i.scale = 2 AND i.rating <= 6) AS detractors
FROM (
  SELECT account_id, channel_id, delivered_at, survey, scale, rating, campaign, variant, template, language, segment,
         format, lifecycle, delivered_at <= now() - INTERVAL '336 hours' AS mature
  FROM rapport.invitation WHERE exclusion = 0 AND delivered_at IS NOT NULL AND NOT repeated) AS i
JOIN rapport.account AS a ON a.account_id = i.account_id
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12;

-- Conversions that are due to a message and count for it, by the day on which that was sent.
CREATE VIEW reporting.fact_conversion_day WITH (security_invoker = true) AS
SELECT c.account_id AS account_key,
       (c.sent_at AT TIME ZONE a.zone)::date AS date,
       c.channel_id AS channel_key,
       CASE c.origin WHEN 1 THEN 'campaign' WHEN 2 THEN 'automation' WHEN 3 THEN 'survey' WHEN 4 THEN 'bot'
         WHEN 5 THEN 'agent' WHEN 6 THEN 'app' WHEN 7 THEN 'service' WHEN 8 THEN 'template' ELSE '' END AS origin,
       CASE c.category WHEN 1 THEN 'service' WHEN 2 THEN 'marketing' WHEN 3 THEN 'marketing_lite'
         WHEN 4 THEN 'utility' WHEN 5 THEN 'authentication' WHEN 6 THEN 'authentication_international'
         WHEN 7 THEN 'referral_conversion' ELSE '' END AS category,
       coalesce(c.campaign, '') AS campaign,
       coalesce(c.variant, '') AS variant,
       coalesce(c.template, '') AS template,
       coalesce(c.language, '') AS language,
       coalesce(c.segment, '') AS segment,
       coalesce(c.format, '') AS format,
       CASE c.lifecycle WHEN 1 THEN 'new' WHEN 2 THEN 'active' ELSE 'dormant' END AS lifecycle,
       CASE c.basis WHEN 1 THEN 'click' WHEN 2 THEN 'read' ELSE 'delivery' END AS touch,
       c.name,
       coalesce(c.currency, '') AS currency,
       count(*) FILTER (WHERE c.mature) AS conversions,
       count(*) FILTER (WHERE NOT c.mature) AS conversions_immature,
       coalesce(sum(c.minor_units - c.refunded) FILTER (WHERE c.mature), 0)::bigint AS minor_units
FROM (
  SELECT account_id, channel_id, sent_at, origin, category, campaign, variant, template, language, segment, format,
         lifecycle, basis, name, currency, minor_units, refunded, sent_at <= now() - INTERVAL '168 hours' AS mature
  FROM rapport.conversion
  WHERE exclusion = 0 AND message_id IS NOT NULL AND undone_at IS NULL
    AND converted_at - sent_at <= INTERVAL '168 hours') AS c
JOIN rapport.account AS a ON a.account_id = c.account_id
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15;

CREATE OR REPLACE VIEW reporting.kpi_day WITH (security_invoker = true) AS
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
GROUP BY 1, 2, 3
UNION ALL
SELECT f.account_key, f.date, k.kpi, sum(k.numerator)::bigint, sum(k.denominator)::bigint, sum(k.immature)::bigint
FROM reporting.fact_episode_day AS f
CROSS JOIN LATERAL (VALUES
  ('bot-self-resolution', f.self_resolved_7d, f.bot_episodes, f.bot_episodes_immature),
  ('bot-escalation', f.escalated, f.bot_episodes, f.bot_episodes_immature),
  ('bot-coverage', f.covered, f.customer_episodes, f.customer_episodes_immature),
  ('episode-conversion-rate', f.converted, f.episodes_mature, f.episodes_immature)
) AS k (kpi, numerator, denominator, immature)
GROUP BY 1, 2, 3
UNION ALL
SELECT f.account_key, f.date, k.kpi, sum(k.numerator)::bigint, sum(k.denominator)::bigint, sum(k.immature)::bigint
FROM reporting.fact_wait_day AS f
CROSS JOIN LATERAL (VALUES
  ('queue-abandonment', f.waited_in_vain, f.waits, f.waits_immature)
) AS k (kpi, numerator, denominator, immature)
GROUP BY 1, 2, 3
UNION ALL
SELECT f.account_key, f.date, k.kpi, sum(k.numerator)::bigint, sum(k.denominator)::bigint, sum(k.immature)::bigint
FROM reporting.fact_flow_run_day AS f
CROSS JOIN LATERAL (VALUES
  ('flow-abandonment', f.abandoned, f.runs, f.runs_immature)
) AS k (kpi, numerator, denominator, immature)
GROUP BY 1, 2, 3
UNION ALL
SELECT f.account_key, f.date, k.kpi, sum(k.numerator)::bigint, sum(k.denominator)::bigint, sum(k.immature)::bigint
FROM reporting.fact_bot_input_day AS f
CROSS JOIN LATERAL (VALUES
  ('fallback-rate', f.fallbacks, f.inputs, f.inputs_immature)
) AS k (kpi, numerator, denominator, immature)
GROUP BY 1, 2, 3
UNION ALL
SELECT f.account_key, f.date, k.kpi, sum(k.numerator)::bigint, sum(k.denominator)::bigint, sum(k.immature)::bigint
FROM reporting.fact_cart_day AS f
CROSS JOIN LATERAL (VALUES
  ('cart-abandonment', f.carts_abandoned, f.carts, f.carts_immature)
) AS k (kpi, numerator, denominator, immature)
GROUP BY 1, 2, 3
UNION ALL
SELECT f.account_key, f.date, f.scale, sum(f.top_answers)::bigint, sum(f.answers)::bigint, sum(f.answers_immature)::bigint
FROM reporting.fact_invitation_day AS f
GROUP BY 1, 2, 3;

-- The KPIs that count contacts are not the sum of their days, and nobody who reads the views may see which contact
-- is which. So they are counted here, for whole days of the account's zone, with the rights of the owner. It
-- looks only at the accounts of the login that calls, as the policies do.
CREATE FUNCTION reporting.kpi_contacts(from_date date, to_date date)
RETURNS TABLE (account_key int, kpi text, numerator bigint, denominator bigint, immature bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  WITH period AS MATERIALIZED (
    SELECT account_id,
           from_date::timestamp AT TIME ZONE zone AS begins,
           to_date::timestamp AT TIME ZONE zone AS ends,
           (from_date - (to_date - from_date))::timestamp AT TIME ZONE zone AS before
    FROM rapport.account
    WHERE from_date < to_date AND account_id = ANY ((SELECT rapport.reporting_accounts())::int[])
  ), reached AS (
    SELECT p.account_id, m.contact_id,
           bool_or(m.sent_at <= now() - INTERVAL '168 hours') AS mature,
           bool_or(m.sent_at <= now() - INTERVAL '168 hours' AND m.converted_at - m.sent_at <= INTERVAL '168 hours')
             AS converted,
           bool_or(m.sent_at <= now() - INTERVAL '168 hours' AND m.opted_out_at - m.sent_at <= INTERVAL '168 hours')
             AS opted_out
    FROM period AS p
    JOIN rapport.message AS m ON m.account_id = p.account_id AND m.sent_at >= p.begins AND m.sent_at < p.ends
    WHERE m.business_initiated AND m.exclusion = 0 AND m.origin IS DISTINCT FROM 3
      AND m.delivered_at - m.sent_at <= INTERVAL '168 hours'
    GROUP BY 1, 2
  ), active AS (
    SELECT p.account_id, m.contact_id, p.ends <= now() AS over,
           bool_or(m.sent_at < p.begins) AS before, bool_or(m.sent_at >= p.begins) AS again
    FROM period AS p
    JOIN rapport.message AS m ON m.account_id = p.account_id AND m.sent_at >= p.before AND m.sent_at < p.ends
    WHERE m.inbound AND m.message_type BETWEEN 1 AND 15 AND m.exclusion = 0
    GROUP BY 1, 2, 3
  ), counted AS (
    SELECT account_id, 'conversion-rate' AS kpi, count(*) FILTER (WHERE converted) AS numerator,
           count(*) FILTER (WHERE mature) AS denominator, count(*) FILTER (WHERE NOT mature) AS immature
    FROM reached GROUP BY 1
    UNION ALL
    SELECT account_id, 'opt-out-rate', count(*) FILTER (WHERE opted_out),
           count(*) FILTER (WHERE mature), count(*) FILTER (WHERE NOT mature)
    FROM reached GROUP BY 1
    UNION ALL
    SELECT account_id, 'retention-rate', count(*) FILTER (WHERE over AND again),
           count(*) FILTER (WHERE over), count(*) FILTER (WHERE NOT over)
    FROM active WHERE before GROUP BY 1
  )
  SELECT p.account_id, k.kpi, coalesce(c.numerator, 0), coalesce(c.denominator, 0), coalesce(c.immature, 0)
  FROM period AS p
  CROSS JOIN (VALUES ('conversion-rate'), ('opt-out-rate'), ('retention-rate')) AS k (kpi)
  LEFT JOIN counted AS c ON c.account_id = p.account_id AND c.kpi = k.kpi
$$;
REVOKE ALL ON FUNCTION reporting.kpi_contacts(date, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION reporting.kpi_contacts(date, date) TO rapport_reporting;
-- Where the owner is no superuser, row security holds for it, too.
CREATE POLICY reporting_owner ON message FOR SELECT TO CURRENT_USER
  USING (account_id = ANY ((SELECT rapport.reporting_accounts())::int[]));
CREATE POLICY reporting_owner ON account FOR SELECT TO CURRENT_USER
  USING (account_id = ANY ((SELECT rapport.reporting_accounts())::int[]));

GRANT SELECT ON reporting.fact_episode_day, reporting.fact_wait_day, reporting.fact_flow_run_day,
  reporting.fact_flow_step_day, reporting.fact_bot_input_day, reporting.fact_cart_day,
  reporting.fact_invitation_day, reporting.fact_conversion_day TO rapport_reporting;

-- Tools show these to who builds a report.
DO $$
DECLARE
  told text[];
BEGIN
  FOREACH told SLICE 1 IN ARRAY ARRAY[
    ['dim_account', 'Accounts: one WhatsApp Business Account each'],
    ['dim_channel', 'Business phone numbers by channel_key; facts whose number was not told have the key 0'],
    ['dim_date', 'Days'],
    ['fact_message_day', 'Business-initiated messages by the day of sending'],
    ['fact_turn_day', 'What waited for an answer, by the day on which the customer began to wait'],
    ['fact_episode_day', 'Demands of customers by the day on which they opened; what bots did counts 7 days after the end'],
    ['fact_wait_day', 'Waits for a person by the day on which they began; they count 24 hours after the customer''s last message'],
    ['fact_flow_run_day', 'Runs through flows of bots by the day on which they started; they count after 4 hours of silence'],
    ['fact_flow_step_day', 'Steps that runs reached, by the day on which the run started'],
    ['fact_bot_input_day', 'What customers said to bots, understood or not'],
    ['fact_cart_day', 'Carts by the day of their first report; they count 24 hours later'],
    ['fact_invitation_day', 'Invitations to surveys by the day of arrival; they count 14 days later'],
    ['fact_conversion_day', 'Conversions that are due to a message, by the day on which that was sent; they count 7 days later'],
    ['kpi_day', 'Numerator, denominator and immature of every KPI that is the sum of its days']] LOOP
    EXECUTE format('COMMENT ON VIEW reporting.%I IS %L', told[1], told[2]);
  END LOOP;
  FOREACH told SLICE 1 IN ARRAY ARRAY[
    ['fact_message_day', 'sent', 'Messages that are at least 72 hours old'],
    ['fact_message_day', 'delivered_72h', 'Of sent, delivered within 72 hours'],
    ['fact_message_day', 'open_population', 'Of delivered_72h, no surveys: denominator of open-rate and click-through-rate'],
    ['fact_message_day', 'opened', 'Of open_population, read within 72 hours'],
    ['fact_message_day', 'clicked_72h', 'Of open_population, a link followed within 72 hours'],
    ['fact_message_day', 'delivered_24h', 'At least 24 hours old, no surveys, delivered within 24 hours: denominator of response-rate'],
    ['fact_message_day', 'replied_24h', 'Of delivered_24h, replied to within 24 hours'],
    ['fact_message_day', 'lifecycle', 'Of the contact when it was sent: new, active or dormant'],
    ['fact_turn_day', 'response_seconds', 'Sum over turns_answered; divide by it for the mean'],
    ['fact_turn_day', 'answered_24h', 'Of turns_24h, answered within 24 hours'],
    ['fact_turn_day', 'lifecycle', 'Of the contact when it began: new, active or dormant'],
    ['fact_episode_day', 'episodes', 'Of whatever age'],
    ['fact_episode_day', 'bot_episodes', 'That a bot took part in: the four outcomes add up to it'],
    ['fact_episode_day', 'self_resolved', 'Brought to an end by the bot alone'],
    ['fact_episode_day', 'self_resolved_7d', 'Of self_resolved, and the contact did not come again within 7 days'],
    ['fact_episode_day', 'covered', 'Of customer_episodes, with a bot'],
    ['fact_episode_day', 'episodes_mature', 'Closed at least 7 days ago'],
    ['fact_episode_day', 'converted', 'Of episodes_mature, with a conversion'],
    ['fact_wait_day', 'waited_in_vain', 'Of waits, nobody came before the customer service window closed'],
    ['fact_wait_day', 'brief_waits', 'Given up within a minute: not among waits'],
    ['fact_wait_day', 'wait_seconds', 'Sum over waits_answered; divide by it for the mean'],
    ['fact_flow_run_day', 'abandoned', 'Of runs, the customer took part and then fell silent'],
    ['fact_flow_run_day', 'unanswered', 'Of runs, the customer never took part'],
    ['fact_flow_step_day', 'position', '1 for the first step that the run reached'],
    ['fact_flow_step_day', 'unanswered', 'Of reached, the run did not go on after it'],
    ['fact_bot_input_day', 'fallbacks', 'Of inputs, not understood'],
    ['fact_cart_day', 'minor_units', 'What was in carts, in minor units of the currency'],
    ['fact_cart_day', 'carts_abandoned', 'Of carts, not bought within 24 hours'],
    ['fact_invitation_day', 'answers', 'Of delivered, with a valid answer'],
    ['fact_invitation_day', 'top_answers', 'Of answers: csat 4 and 5, nps 9 and 10, ces 5 to 7'],
    ['fact_invitation_day', 'detractors', 'Of answers: nps 0 to 6'],
    ['fact_invitation_day', 'rating_sum', 'Sum over answers; divide by it for the mean'],
    ['fact_conversion_day', 'touch', 'What it is due to: a click, a read or a delivery of the message'],
    ['fact_conversion_day', 'minor_units', 'Value less refunds, in minor units of the currency'],
    ['kpi_day', 'immature', 'Younger than the horizon: in neither numerator nor denominator']] LOOP
    EXECUTE format('COMMENT ON COLUMN reporting.%I.%I IS %L', told[1], told[2], told[3]);
  END LOOP;
END $$;
COMMENT ON FUNCTION reporting.kpi_contacts(date, date) IS
  'KPIs that count contacts, each once, from the first day up to the last, which does not belong to it';
