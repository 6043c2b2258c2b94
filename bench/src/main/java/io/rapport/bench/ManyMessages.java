package io.rapport.bench;

import java.sql.SQLException;
import java.util.List;

/**
 * An account with many messages, made in the database: a year of campaigns, 40 messages a contact
 * on average, of which 95 % arrive, 60 % are read and 15 % answered; for every fifth of them a
 * message of a customer that is a turn.
 */
final class ManyMessages {
  /** The WABA id of the account. */
  static final String ACCOUNT = "100000000000001";

  /** What the service takes for up to date, so that it does not begin by projecting anew. */
  private static final int DEFINITION_VERSION = 5;

  private static final int PER_CONTACT = 40;

  private ManyMessages() {}

  static void write(Database database, long messages) throws SQLException {
    long contacts = Math.max(1, messages / PER_CONTACT);
    for (var statement : BulkLoad.BEFORE) {
      database.execute(statement);
    }
    for (var statement : statements(messages, contacts)) {
      database.execute(statement);
    }
    for (var statement : ManyConversations.statements(messages, contacts)) {
      database.execute(statement);
    }
    for (var statement : BulkLoad.AFTER) {
      database.execute(statement);
    }
    // Outside of a transaction, and with the visibility map that index-only scans need.
    database.execute("VACUUM ANALYZE");
  }

  private static List<String> statements(long messages, long contacts) {
    return List.of(
        "SELECT setseed(0.5)",
        "INSERT INTO rapport.account (account_id, waba_id, zone, created_at)"
            + " VALUES (1, '%s', 'Europe/Berlin', now())".formatted(ACCOUNT),
        "INSERT INTO rapport.channel (account_id, channel_id, phone_number_id, created_at)"
            + " SELECT 1, n, 'phone-' || n, now() FROM generate_series(1, 3) n",
        "INSERT INTO rapport.projection (account_id, definition_version, rebuild_contacts, day_zone)"
            + " VALUES (1, %d, 0, 'Europe/Berlin')".formatted(DEFINITION_VERSION),
        """
        INSERT INTO rapport.contact (account_id, contact_id, exclusion, created_at)
        SELECT 1, md5('contact ' || n)::uuid, 0, now() FROM generate_series(1, %d) n"""
            .formatted(contacts),
        """
        INSERT INTO rapport.timeline (account_id, contact_id, projected_at, last_receipt_at)
        SELECT 1, md5('contact ' || n)::uuid, now(), CASE WHEN n %% 5 > 0 THEN now() END
        FROM generate_series(1, %d) n"""
            .formatted(contacts),
        """
        INSERT INTO rapport.message (account_id, contact_id, message_id, channel_id, inbound,
          business_initiated, origin, category, exclusion, sent_at, delivered_at, read_at,
          first_reply_at, reply_tapped, clock_skew, failed_after_delivery, converted_at,
          campaign, variant, template, language, segment, format)
        SELECT 1, %s, gen_random_uuid(), 1 + n %% 3, false, true, 1, 1, 0,
          sent, arrived,
          CASE WHEN chance < 0.6 THEN arrived + INTERVAL '1 hour' * random() * 20 END,
          CASE WHEN chance < 0.15 THEN arrived + INTERVAL '1 hour' * random() * 20 END,
          false, false, false,
          CASE WHEN chance < 0.02 THEN arrived + INTERVAL '1 day' * random() * 5 END,
          'campaign-' || n %% 50, chr((97 + n %% 2)::int), 'template-' || n %% 20, 'de', 'all', 'template'
        FROM (
          SELECT n, sent, random() AS chance,
            CASE WHEN random() < 0.95 THEN sent + INTERVAL '2 seconds' END AS arrived
          FROM (
            SELECT n, %s AS sent
            FROM generate_series(1, %d) n) AS moments) AS messages"""
            .formatted(anybody(contacts), time(messages), messages),
        """
        INSERT INTO rapport.turn (account_id, contact_id, turn_id, episode_id, channel_id,
          first_in_episode, started_at, answerable_until, answered_at, human_answered_at,
          answer_origin, exclusion)
        SELECT 1, %s, gen_random_uuid(), gen_random_uuid(), 1 + n %% 3,
          n %% 2 = 0, started, started + INTERVAL '7 days', answered, answered,
          CASE WHEN answered IS NOT NULL THEN 5 END, 0
        FROM (
          SELECT n, started,
            CASE WHEN random() < 0.9 THEN started + INTERVAL '1 second' * (5 + random() * 20000)::int
            END AS answered
          FROM (
            SELECT n, %s AS started
            FROM generate_series(1, %d) n) AS moments) AS turns"""
            .formatted(anybody(contacts), time(messages / 5), messages / 5),
        """
        INSERT INTO rapport.message (account_id, contact_id, message_id, channel_id, inbound,
          business_initiated, message_type, exclusion, sent_at, reply_tapped, clock_skew,
          failed_after_delivery)
        SELECT account_id, contact_id, turn_id, channel_id, true, false, 1, 0, started_at, false, false,
          false
        FROM rapport.turn""",
        messageCubes(),
        turnCubes(),
        latencyCubes(),
        longer("day", 10, "message", "", MESSAGE_SUMS),
        longer("day", 10, "turn", "", TURN_SUMS),
        longer("day", 10, "latency", ", clock, first_turn, bin", LATENCY_SUMS),
        longer("month", 20, "latency", ", clock, first_turn, bin", LATENCY_SUMS),
        contacts("contact_day", "day"),
        contacts("contact_month", "date_trunc('month', day, 'Europe/Berlin')"),
        contacts("contact_cube", bucket("earliest")));
  }

  /** One of so many contacts. */
  static String anybody(long contacts) {
    return "md5('contact ' || 1 + floor(random() * " + contacts + ")::bigint)::uuid";
  }

  /**
   * The time of the n-th of so many facts: they come in the order of their times, evenly spread.
   */
  static String time(long facts) {
    return "date_trunc('second', now() - INTERVAL '365 days' * (1 - n::float8 / " + facts + "))";
  }

  private static final List<String> MESSAGE_SUMS =
      List.of(
          "sent",
          "delivered_72h",
          "failed_undeliverable",
          "failed_window",
          "failed_limited",
          "failed_opted_out",
          "failed_holdout",
          "failed_policy",
          "failed_template",
          "failed_other",
          "open_population",
          "opened",
          "opened_inferred",
          "delivered_1h",
          "replied_1h",
          "delivered_24h",
          "replied_24h",
          "replied_24h_tapped",
          "response_72h",
          "replied_72h");

  private static final List<String> TURN_SUMS =
      List.of("turns", "answered_1h", "answered_24h", "answered_72h");

  private static final List<String> LATENCY_SUMS = List.of("turns", "seconds");

  /** Adds up buckets of a quarter of an hour to days or months of Berlin. */
  private static String longer(
      String unit, int code, String table, String keys, List<String> sums) {
    return """
    INSERT INTO rapport.%1$s_day (account_id, cube, bucket, exclusion, dim1, dim2%2$s, %3$s)
    SELECT account_id, cube + %4$d, date_trunc('%5$s', bucket, 'Europe/Berlin'), exclusion, dim1,
      dim2%2$s, sum(%6$s)
    FROM rapport.%1$s_cube GROUP BY account_id, cube, 3, exclusion, dim1, dim2%2$s"""
        .formatted(table, keys, String.join(", ", sums), code, unit, String.join("), sum(", sums));
  }

  private static String contacts(String table, String bucket) {
    return """
    INSERT INTO rapport.%s (account_id, measure, bucket, exclusion, previous, contacts)
    WITH counting AS (
      SELECT contact_id, measure, date_trunc('day', sent_at, 'Europe/Berlin') AS day,
        min(sent_at) AS earliest
      FROM rapport.message CROSS JOIN LATERAL (VALUES (1, delivered_at IS NOT NULL),
        (2, delivered_at IS NOT NULL AND converted_at IS NOT NULL), (4, inbound), (6, inbound), (7, delivered_at IS NOT NULL))
        AS counted (measure, yes)
      WHERE yes
      GROUP BY 1, 2, 3),
    known AS (
      SELECT *, coalesce(lag(day) OVER (PARTITION BY contact_id, measure ORDER BY day), 'epoch')
        AS previous
      FROM counting)
    SELECT 1, measure, %s AS bucket, 0, previous, count(*) FROM known GROUP BY 2, 3, 5"""
        .formatted(table, bucket);
  }

  private static final String CUBES =
      """
      CROSS JOIN LATERAL (VALUES (0, '', ''), (1, coalesce(campaign, ''), coalesce(variant, '')),
        (2, coalesce(template, ''), coalesce(language, '')),
        (3, channel_id::text, coalesce(%s, '')), (4, coalesce(segment, ''), 'new')) AS cubes (cube, dim1, dim2)
      """;

  private static String bucket(String time) {
    return "date_bin(INTERVAL '15 minutes', " + time + ", 'epoch')";
  }

  private static String messageCubes() {
    return """
    INSERT INTO rapport.message_cube (account_id, cube, bucket, exclusion, dim1, dim2, sent,
      delivered_72h, failed_undeliverable, failed_window, failed_limited, failed_opted_out,
      failed_holdout, failed_policy, failed_template, failed_other, open_population, opened,
      opened_inferred, delivered_1h, replied_1h, delivered_24h, replied_24h, replied_24h_tapped,
      response_72h, replied_72h)
    SELECT 1, cube, %s, 0, dim1, dim2, count(*), count(delivered_at), 0, 0, 0, 0, 0, 0, 0, 0,
      count(delivered_at), count(read_at), count(read_at), count(delivered_at),
      count(*) FILTER (WHERE first_reply_at - sent_at <= INTERVAL '1 hour'), count(delivered_at),
      count(first_reply_at), 0, count(delivered_at), count(first_reply_at)
    FROM rapport.message %s
    WHERE business_initiated GROUP BY 2, 3, 5, 6"""
        .formatted(bucket("sent_at"), CUBES.formatted("'campaign'"));
  }

  private static String turnCubes() {
    return """
    INSERT INTO rapport.turn_cube (account_id, cube, bucket, exclusion, dim1, dim2, turns, answered_1h,
      answered_24h, answered_72h)
    SELECT 1, cube, %s, 0, dim1, dim2, count(*),
      count(*) FILTER (WHERE answered_at - started_at <= INTERVAL '1 hour'), count(answered_at),
      count(answered_at)
    FROM rapport.turn %s
    GROUP BY 2, 3, 5, 6"""
        .formatted(
            bucket("started_at"),
            CUBES.formatted("CASE WHEN answered_at IS NOT NULL THEN 'agent' END"));
  }

  private static String bin(String until) {
    return "ceil(ln(extract(epoch FROM " + until + " - started_at)::float8) / ln(1.02::float8))";
  }

  /** Overall only: of as many turns as that, those by campaign would be most of the work. */
  private static String latencyCubes() {
    return """
    INSERT INTO rapport.latency_cube (account_id, cube, bucket, exclusion, dim1, dim2, clock,
      first_turn, bin, turns, seconds)
    SELECT 1, cube, %1$s, 0, dim1, dim2, clock, first_in_episode,
      CASE WHEN stopped IS NULL AND clock = 1 THEN -1 - %2$s
        WHEN stopped IS NULL THEN -1
        ELSE %3$s END,
      count(*), coalesce(sum(extract(epoch FROM stopped - started_at)), 0)
    FROM rapport.turn CROSS JOIN (VALUES (0, '', '')) AS cubes (cube, dim1, dim2)
    CROSS JOIN LATERAL (VALUES (1, answered_at), (2, human_answered_at), (3, bot_answered_at))
      AS clocks (clock, stopped)
    GROUP BY 2, 3, 5, 6, 7, 8, 9"""
        .formatted(bucket("started_at"), bin("answerable_until"), bin("stopped"));
  }
}
