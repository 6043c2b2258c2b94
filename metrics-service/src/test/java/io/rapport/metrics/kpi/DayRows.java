package io.rapport.metrics.kpi;

/** Adds an account's cubes up to days and months in plain SQL, and counts contacts by day. */
final class DayRows {

  private static final String MESSAGE_SUMS =
      "sent, delivered_72h, failed_undeliverable, failed_window, failed_limited, failed_opted_out,"
          + " failed_holdout, failed_policy, failed_template, failed_other, open_population, opened,"
          + " opened_inferred, clicked_72h, delivered_1h, replied_1h, delivered_24h, replied_24h,"
          + " replied_24h_tapped, response_72h, replied_72h";

  private DayRows() {}

  static void write(int account, String zone) {
    add(account, zone, "day", 10, "message", "", MESSAGE_SUMS);
    add(account, zone, "day", 10, "turn", "", "turns, answered_1h, answered_24h, answered_72h");
    add(account, zone, "day", 10, "latency", ", clock, first_turn, bin", "turns, seconds");
    add(account, zone, "month", 20, "latency", ", clock, first_turn, bin", "turns, seconds");
    contacts(account, zone);
  }

  private static void add(
      int account, String zone, String unit, int code, String table, String keys, String sums) {
    run(
        """
        INSERT INTO rapport.%1$s_day (account_id, cube, bucket, exclusion, dim1, dim2%2$s, %3$s)
        SELECT account_id, cube + %4$d, date_trunc('%5$s', bucket, '%6$s'), exclusion, dim1, dim2%2$s,
          sum(%7$s)
        FROM rapport.%1$s_cube WHERE account_id = %8$d
        GROUP BY account_id, cube, 3, exclusion, dim1, dim2%2$s"""
            .formatted(
                table, keys, sums, code, unit, zone, sums.replace(", ", "), sum("), account));
  }

  private static void contacts(int account, String zone) {
    contacts(account, zone, "contact_day", "day");
    contacts(account, zone, "contact_month", "date_trunc('month', day, '" + zone + "')");
    contacts(account, zone, "contact_cube", "date_bin(INTERVAL '15 minutes', earliest, 'epoch')");
  }

  private static void contacts(int account, String zone, String table, String bucket) {
    run(
        """
        INSERT INTO rapport.%3$s (account_id, measure, bucket, exclusion, previous, contacts)
        WITH counting AS (
          SELECT contact_id, exclusion, measure, date_trunc('day', sent_at, '%1$s') AS day,
            min(sent_at) AS earliest
          FROM rapport.message CROSS JOIN LATERAL (VALUES (1, TRUE), (7, TRUE),
            (2, converted_at - sent_at <= INTERVAL '7 days'),
            (3, opted_out_at - sent_at <= INTERVAL '7 days')) AS counted (measure, yes)
          WHERE account_id = %2$d AND yes AND origin <> 3 AND delivered_at - sent_at <= INTERVAL '7 days'
          GROUP BY 1, 2, 3, 4),
        known AS (
          SELECT *, coalesce(lag(day) OVER (PARTITION BY contact_id, exclusion, measure ORDER BY day),
            'epoch') AS previous
          FROM counting)
        SELECT %2$d, measure, %4$s AS bucket, exclusion, previous, count(*)
        FROM known GROUP BY 2, 3, 4, 5"""
            .formatted(zone, account, table, bucket));
  }

  private static void run(String sql) {
    FactRows.run(sql, statement -> statement.addBatch());
  }
}
