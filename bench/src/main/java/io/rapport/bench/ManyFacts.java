package io.rapport.bench;

import java.sql.SQLException;
import java.util.List;

/**
 * An account with many facts and nothing made of them: each contact got eight campaign messages
 * over a year, of which all arrived and 60 % were read, and had two conversations of two questions
 * with two answers.
 */
final class ManyFacts {
  /** The WABA id of the account. */
  static final String ACCOUNT = "100000000000002";

  private static final List<String> STATEMENTS =
      List.of(
          "SELECT setseed(0.5)",
          "INSERT INTO rapport.account (account_id, waba_id, zone, created_at)"
              + " VALUES (1, '"
              + ACCOUNT
              + "', 'Europe/Berlin', now())",
          "INSERT INTO rapport.channel (account_id, channel_id, phone_number_id, created_at)"
              + " VALUES (1, 1, 'phone-1', now())",
          """
          SELECT rapport.ensure_event_partition((now() - n * INTERVAL '28 days')::date)
          FROM generate_series(0, 14) n""",
          """
          INSERT INTO rapport.contact (account_id, contact_id, exclusion, created_at)
          SELECT 1, md5('contact ' || n)::uuid, 0, now() FROM generate_series(1, %d) n""",
          """
          INSERT INTO rapport.event (account_id, contact_id, occurred_at, event_id, message_id,
            received_at, channel_id, kind, category, label)
          SELECT 1, md5('contact ' || n)::uuid, sent + after, gen_random_uuid(),
            md5('message ' || n || ' ' || m)::uuid, now(), 1, kind, CASE WHEN kind = 11 THEN 2 END,
            CASE WHEN kind = 11 THEN jsonb_build_object('origin', 'campaign', 'campaign',
              'campaign-' || m, 'variant', chr(97 + n %% 2), 'template', 'offer', 'language', 'de') END
          FROM (
            SELECT n, m, random() AS chance, date_trunc('second', now())
              - INTERVAL '360 days' + m * INTERVAL '40 days' + n %% 86400 * INTERVAL '1 second' AS sent
            FROM generate_series(1, %d) n CROSS JOIN generate_series(1, 8) m) AS message
          CROSS JOIN LATERAL (VALUES (11, INTERVAL '0'), (12, INTERVAL '2 seconds'),
            (13, INTERVAL '1 hour')) AS status (kind, after)
          WHERE kind <> 13 OR chance < 0.6""",
          """
          INSERT INTO rapport.event (account_id, contact_id, occurred_at, event_id, message_id,
            received_at, channel_id, kind, message_type, label)
          SELECT 1, md5('contact ' || n)::uuid, opened + step * INTERVAL '4 minutes',
            gen_random_uuid(), md5('talk ' || n || ' ' || k || ' ' || step)::uuid, now(), 1,
            CASE step %% 2 WHEN 0 THEN 1 ELSE 9 END, CASE step %% 2 WHEN 0 THEN 1 END,
            CASE step %% 2 WHEN 1 THEN '{"origin":"agent"}'::jsonb END
          FROM (
            SELECT n, k, date_trunc('second', now()) - k * INTERVAL '100 days'
              - n %% 86400 * INTERVAL '1 second' AS opened
            FROM generate_series(1, %d) n CROSS JOIN generate_series(1, 2) k) AS talk
          CROSS JOIN generate_series(0, 3) AS step""");

  private ManyFacts() {}

  static void write(Database database, long contacts) throws SQLException {
    for (var statement : STATEMENTS) {
      database.execute(statement.contains("%") ? statement.formatted(contacts) : statement);
    }
    database.execute("VACUUM ANALYZE");
  }
}
