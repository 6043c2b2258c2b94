package io.rapport.bench;

import java.util.List;

/** The questions as somebody would ask them who has nothing but the facts. */
final class PlainSql {

  private static final String POPULATION =
      """
      FROM rapport.message WHERE account_id = 1 AND sent_at >= now() - INTERVAL '90 days'
        AND exclusion = 0 AND business_initiated AND origin <> 3
      """;

  private static final String OPENED =
      """
      count(*) FILTER (WHERE delivered_at - sent_at <= INTERVAL '72 hours'
          AND read_at - sent_at <= INTERVAL '72 hours') AS opened,
        count(*) FILTER (WHERE delivered_at - sent_at <= INTERVAL '72 hours') AS delivered
      """;

  static final List<String> OPEN_RATE = List.of("SELECT " + OPENED + POPULATION);

  static final List<String> BY_CAMPAIGN_AND_DAY =
      List.of(
          "SELECT campaign, date_trunc('day', sent_at, 'Europe/Berlin') AS day, "
              + OPENED
              + POPULATION
              + "GROUP BY 1, 2");

  /**
   * Rates with the spread between contacts, contacts counted once, quantiles of waits, and what
   * comes once a conversation.
   */
  static final List<String> ALL =
      List.of(
          """
          SELECT count(*), sum(opened), sum(delivered), sum(replied), count(*) FILTER (WHERE converted),
            sum(opened * opened), sum(opened * delivered), sum(delivered * delivered),
            sum(replied * replied), sum(replied * delivered)
          FROM (SELECT contact_id, bool_or(converted_at - sent_at <= INTERVAL '7 days') AS converted,
            count(*) FILTER (WHERE first_reply_at - sent_at <= INTERVAL '24 hours') AS replied,\s"""
              + OPENED
              + POPULATION
              + "GROUP BY 1) AS contacts",
          """
          SELECT count(*), count(answered_at), percentile_disc(ARRAY[0.5, 0.9]) WITHIN GROUP (
            ORDER BY answered_at - started_at), avg(answered_at - started_at)
          FROM rapport.turn WHERE account_id = 1 AND exclusion = 0
            AND started_at >= now() - INTERVAL '90 days'""",
          """
          SELECT count(*) FILTER (WHERE earlier), count(*) FILTER (WHERE earlier AND later)
          FROM (SELECT contact_id, bool_or(sent_at < now() - INTERVAL '90 days') AS earlier,
            bool_or(sent_at >= now() - INTERVAL '90 days') AS later
          FROM rapport.message WHERE account_id = 1 AND inbound AND exclusion = 0
            AND sent_at >= now() - INTERVAL '180 days' GROUP BY 1) AS contacts""",
          """
          SELECT count(*), count(*) FILTER (WHERE bot_involved), count(*) FILTER (WHERE bot_outcome = 1),
            count(*) FILTER (WHERE bot_outcome = 2), sum(conversions),
            percentile_disc(0.5) WITHIN GROUP (ORDER BY human_at - escalated_at)
          FROM rapport.episode WHERE account_id = 1 AND exclusion = 0
            AND opened_at >= now() - INTERVAL '90 days'""",
          """
          SELECT count(*), count(*) FILTER (WHERE queue_answered_at IS NULL),
            percentile_disc(0.5) WITHIN GROUP (ORDER BY queue_answered_at - queued_at)
          FROM rapport.episode WHERE account_id = 1 AND exclusion = 0
            AND queued_at >= now() - INTERVAL '90 days'""",
          """
          SELECT flow, step_name, count(*), count(*) FILTER (WHERE NOT answered)
          FROM rapport.flow_step WHERE account_id = 1 AND exclusion = 0
            AND started_at >= now() - INTERVAL '90 days' GROUP BY 1, 2""",
          """
          SELECT count(*), count(*) FILTER (WHERE outcome = 3) FROM rapport.flow_run
          WHERE account_id = 1 AND exclusion = 0 AND started_at >= now() - INTERVAL '90 days'""",
          """
          SELECT intent, count(*) FILTER (WHERE NOT recognised), count(*) FROM rapport.bot_input
          WHERE account_id = 1 AND exclusion = 0 AND occurred_at >= now() - INTERVAL '90 days'
          GROUP BY 1 ORDER BY 2 DESC""",
          """
          SELECT currency, count(*), count(*) FILTER (WHERE purchased_at IS NULL), sum(minor_units)
          FROM rapport.cart WHERE account_id = 1 AND exclusion = 0
            AND created_at >= now() - INTERVAL '90 days' GROUP BY 1""",
          """
          SELECT scale, rating, count(*) FROM rapport.invitation
          WHERE account_id = 1 AND exclusion = 0 AND delivered_at >= now() - INTERVAL '90 days'
          GROUP BY 1, 2""");

  private PlainSql() {}
}
