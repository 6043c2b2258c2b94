package io.rapport.bench;

import java.util.List;

/**
 * What comes once a conversation, for the contacts of {@link ManyMessages}: for ten messages an
 * episode, half of them with a bot, and an input to one; for forty a run through a flow with three
 * steps; for fifty an invitation, and for a hundred a cart.
 */
final class ManyConversations {

  private ManyConversations() {}

  static List<String> statements(long messages, long contacts) {
    return List.of(
        episodes(messages / 10, contacts),
        inputs(messages / 10, contacts),
        runs(messages / 40, contacts),
        STEPS,
        invitations(messages / 50, contacts),
        carts(messages / 100, contacts),
        days("episode", 1, "opened_at", "closed_at", EPISODE_SUMS, BOTS.formatted("''")),
        days("episode", 2, "queued_at", "queue_last_inbound_at", WAIT_SUMS, BOTS.formatted("''")),
        days("flow_run", 3, "started_at", "last_at", RUN_SUMS, BOTS.formatted("flow")),
        days("bot_input", 5, "occurred_at", "occurred_at", INPUT_SUMS, BOTS.formatted("flow")),
        days("cart", 6, "created_at", "created_at", CART_SUMS, ""),
        days("invitation", 7, "delivered_at", "delivered_at", RATING_SUMS, SURVEYS),
        details(
            "episode WHERE bot_outcome = 2",
            1,
            "opened_at",
            "closed_at",
            "'', '', " + bin("escalated_at", "human_at"),
            "extract(epoch FROM human_at - escalated_at)"),
        details(
            "episode WHERE bot_outcome = 2",
            9,
            "opened_at",
            "closed_at",
            "escalation_reason, '', 0",
            "0"),
        details(
            "episode WHERE queued_at IS NOT NULL",
            2,
            "queued_at",
            "queue_last_inbound_at",
            "'', '', " + bin("queued_at", "queue_answered_at"),
            "extract(epoch FROM queue_answered_at - queued_at)"),
        details(
            "flow_step", 3, "started_at", "last_at", "flow, step_name, answered::int", "position"),
        details("flow_step", 4, "started_at", "last_at", "'', '', position", "0"),
        details(
            "cart WHERE purchased_at IS NULL",
            5,
            "created_at",
            "created_at",
            "currency, '', 0",
            "minor_units"),
        details(
            "bot_input WHERE NOT recognised",
            6,
            "occurred_at",
            "occurred_at",
            "intent, '', 0",
            "0"),
        details(
            "invitation",
            7,
            "delivered_at",
            "delivered_at",
            "scale::text, '', coalesce(rating, -1)",
            "0"),
        details(
            "episode WHERE conversions > 0",
            8,
            "opened_at",
            "closed_at",
            "'', '', 0",
            "conversions"));
  }

  /** A contact and a moment of the year for each of so many rows, and chances. */
  private static String moments(long rows, long contacts) {
    return """
    (SELECT n, %s AS contact_id, 1 + n %% 3 AS channel_id, random() AS chance, random() AS other,
       %s AS at
     FROM generate_series(1, %d) n) AS moments"""
        .formatted(ManyMessages.anybody(contacts), ManyMessages.time(rows), rows);
  }

  private static String episodes(long rows, long contacts) {
    return """
    INSERT INTO rapport.episode (account_id, contact_id, episode_id, channel_id, opened_at,
      last_message_at, closed_at, close_reason, initiated_by, exclusion, inbound_count,
      outbound_count, bot_involved, bot, bot_outcome, escalated_at, escalation_reason, human_at,
      queued_at, queue_last_inbound_at, queue_answered_at, queue_brief, conversions, converted_at)
    SELECT 1, contact_id, gen_random_uuid(), channel_id, at, at + INTERVAL '1 hour',
      at + INTERVAL '25 hours', 1, 1, 0, 3, 3, outcome IS NOT NULL,
      CASE WHEN outcome IS NOT NULL THEN 'bot-' || n %% 3 END, outcome,
      CASE WHEN outcome = 2 THEN at + INTERVAL '5 minutes' END,
      CASE WHEN outcome = 2 THEN (ARRAY['asked-for-human', 'out-of-scope', 'limit'])[1 + n %% 3] END,
      CASE WHEN outcome = 2 AND other < 0.9 THEN at + INTERVAL '5 minutes' + waited END,
      CASE WHEN outcome = 2 THEN at + INTERVAL '5 minutes' WHEN outcome IS NULL THEN at END,
      CASE WHEN outcome = 2 OR outcome IS NULL THEN at + INTERVAL '10 minutes' END,
      CASE WHEN (outcome = 2 OR outcome IS NULL) AND other < 0.9
        THEN at + INTERVAL '5 minutes' + waited END,
      false, (chance < 0.02)::int, CASE WHEN chance < 0.02 THEN at + INTERVAL '30 minutes' END
    FROM (SELECT *, CASE WHEN chance < 0.5 THEN 1 + floor(chance * 8)::int END AS outcome,
            INTERVAL '1 second' * floor(other * 10000) AS waited FROM %s) AS made"""
        .formatted(moments(rows, contacts));
  }

  private static String inputs(long rows, long contacts) {
    return """
    INSERT INTO rapport.bot_input (account_id, contact_id, input_id, channel_id, occurred_at, bot,
      flow, recognised, intent, exclusion)
    SELECT 1, contact_id, gen_random_uuid(), channel_id, at, 'bot-' || n %% 3, 'flow-' || n %% 5,
      chance < 0.85, 'intent-' || n %% 200, 0 FROM %s"""
        .formatted(moments(rows, contacts));
  }

  private static String runs(long rows, long contacts) {
    return """
    INSERT INTO rapport.flow_run (account_id, contact_id, run_id, channel_id, bot, flow, started_at,
      last_at, outcome, inputs, exclusion)
    SELECT 1, contact_id, gen_random_uuid(), channel_id, 'bot-' || n %% 3, 'flow-' || n %% 5, at,
      at + INTERVAL '10 minutes', 1 + floor(chance * 4)::int, 3, 0 FROM %s"""
        .formatted(moments(rows, contacts));
  }

  private static final String STEPS =
      """
      INSERT INTO rapport.flow_step (account_id, contact_id, step_id, run_id, channel_id, bot, flow,
        step_name, position, reached_at, answered, started_at, last_at, outcome, inputs, exclusion)
      SELECT account_id, contact_id, gen_random_uuid(), run_id, channel_id, bot, flow,
        'step-' || place, place, started_at, place < 3 OR outcome = 1, started_at, last_at, outcome,
        inputs, exclusion
      FROM rapport.flow_run CROSS JOIN generate_series(1, 3) place""";

  private static String invitations(long rows, long contacts) {
    return """
    INSERT INTO rapport.invitation (account_id, contact_id, invitation_id, channel_id, survey, scale,
      invited_at, delivered_at, repeated, rating, answered_at, exclusion)
    SELECT 1, contact_id, gen_random_uuid(), channel_id, 'survey-' || n %% 3, 1 + n %% 3, at, at,
      false, rating, CASE WHEN rating IS NOT NULL THEN at + INTERVAL '1 hour' END, 0
    FROM (SELECT *, CASE WHEN other < 0.4 THEN 1 + floor(chance * 5)::int END AS rating FROM %s) AS made"""
        .formatted(moments(rows, contacts));
  }

  private static String carts(long rows, long contacts) {
    return """
    INSERT INTO rapport.cart (account_id, contact_id, cart_id, channel_id, created_at, minor_units,
      currency, purchased_at, exclusion)
    SELECT 1, contact_id, gen_random_uuid(), channel_id, at, (chance * 10000)::int, 'EUR',
      CASE WHEN other < 0.3 THEN at + INTERVAL '1 hour' END, 0 FROM %s"""
        .formatted(moments(rows, contacts));
  }

  private static final String BOTS = ", (15, coalesce(bot, ''), coalesce(%s, ''))";
  private static final String SURVEYS = ", (16, survey, '')";

  /** What is counted, as columns of the days and as expressions over facts. */
  private record Sums(List<String> columns, List<String> conditions) {}

  private static final Sums EPISODE_SUMS =
      new Sums(
          List.of(
              "episodes",
              "episodes_converted",
              "bot_episodes",
              "self_resolved",
              "self_resolved_24h",
              "self_resolved_7d",
              "escalated",
              "taken_over",
              "left_by_customer",
              "customer_episodes",
              "covered"),
          List.of(
              "TRUE",
              "conversions > 0",
              "bot_involved",
              "bot_outcome = 1",
              "bot_outcome = 1",
              "bot_outcome = 1",
              "bot_outcome = 2",
              "bot_outcome = 3",
              "bot_outcome = 4",
              "TRUE",
              "bot_involved"));

  private static final Sums WAIT_SUMS =
      new Sums(List.of("waits", "waited_in_vain"), List.of("TRUE", "queue_answered_at IS NULL"));

  private static final Sums RUN_SUMS =
      new Sums(
          List.of(
              "runs", "runs_completed", "runs_handed_over", "runs_abandoned", "runs_unanswered"),
          List.of("TRUE", "outcome = 1", "outcome = 2", "outcome = 3", "outcome = 4"));

  private static final Sums INPUT_SUMS =
      new Sums(List.of("bot_inputs", "fallbacks"), List.of("TRUE", "NOT recognised"));

  private static final Sums CART_SUMS =
      new Sums(List.of("carts", "carts_abandoned"), List.of("TRUE", "purchased_at IS NULL"));

  private static final Sums RATING_SUMS =
      new Sums(
          List.of("rated_csat", "satisfied", "rated_nps", "promoters", "rated_ces", "easy"),
          List.of(
              "scale = 1 AND rating >= 1",
              "scale = 1 AND rating >= 4",
              "scale = 2 AND rating >= 0",
              "scale = 2 AND rating >= 9",
              "scale = 3 AND rating >= 1",
              "scale = 3 AND rating >= 5"));

  private static final List<String> ALL_SUMS =
      List.of(EPISODE_SUMS, WAIT_SUMS, RUN_SUMS, INPUT_SUMS, CART_SUMS, RATING_SUMS).stream()
          .flatMap(sums -> sums.columns().stream())
          .toList();

  private static String days(
      String table, int kind, String began, String agesFrom, Sums sums, String cubes) {
    var counted = ALL_SUMS.stream().map(column -> count(sums, column)).toList();
    return """
    INSERT INTO rapport.conversation_day (account_id, cube, kind, bucket, ages_from, exclusion, dim1,
      dim2, brief_waits, %s)
    SELECT 1, cube, %d, date_trunc('day', %s, 'Europe/Berlin'),
      date_trunc('day', %s, 'Europe/Berlin'), 0, dim1, dim2, 0, %s
    FROM rapport.%s %s WHERE %s IS NOT NULL GROUP BY 2, 4, 5, 7, 8 ORDER BY 4, 2"""
        .formatted(
            String.join(", ", ALL_SUMS),
            kind,
            began,
            agesFrom,
            String.join(", ", counted),
            table,
            cubes(cubes),
            began);
  }

  private static String count(Sums sums, String column) {
    int position = sums.columns().indexOf(column);
    return position < 0 ? "0" : "count(*) FILTER (WHERE " + sums.conditions().get(position) + ")";
  }

  private static String cubes(String more) {
    return """
    CROSS JOIN LATERAL (VALUES (10, '', ''), (13, channel_id::text, ''), (14, '', 'new')%s)
      AS cubes (cube, dim1, dim2)"""
        .formatted(more);
  }

  private static String details(
      String facts, int detail, String began, String agesFrom, String name, String amount) {
    return """
    INSERT INTO rapport.detail_day (account_id, cube, detail, bucket, ages_from, dim1, dim2, name1,
      name2, number, facts, amount)
    SELECT 1, cube, %d, date_trunc('day', %s, 'Europe/Berlin'),
      date_trunc('day', %s, 'Europe/Berlin'), dim1, dim2, %s, count(*), coalesce(sum(%s), 0)
    FROM (SELECT * FROM rapport.%s) AS facts %s
    GROUP BY 2, 4, 5, 6, 7, 8, 9, 10 ORDER BY 4, 2"""
        .formatted(detail, began, agesFrom, name, amount, facts, cubes(""));
  }

  private static String bin(String from, String until) {
    return """
    CASE WHEN %2$s IS NULL THEN -1 WHEN %2$s - %1$s <= INTERVAL '1 second' THEN 0
      ELSE ceil(ln(extract(epoch FROM %2$s - %1$s)::float8) / ln(1.02::float8)) END::int"""
        .formatted(from, until);
  }
}
