package io.rapport.ingest.completeness;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * Finds gaps in the facts themselves, so that what comes in late closes them by itself. A gap
 * belongs to the moment of the first fact that shows it.
 */
final class GapQuery {

  /**
   * Most of what a fact refers to is not far from it, and is looked for in one sweep; only what was
   * not found there is looked up one by one, in all of time.
   */
  private static final Duration NEAR_BEFORE = Duration.ofDays(31);

  private static final Duration NEAR_AFTER = Duration.ofDays(1);

  /**
   * Kinds: 1 received, 8 accepted, 9 echoed, 11 sent, 12 delivered, 13 read, 14 played, 15 failed;
   * an echo is as good as a sent status. Message type 20 is a reaction. Parameters: $1 account, $2
   * from, $3 to, $4 and $5 the same, widened.
   */
  private static final String GAPS =
      """
      WITH suspect AS MATERIALIZED (
        SELECT contact_id, message_id, min(channel_id) AS channel_id, min(occurred_at) AS occurred_at,
          bool_or(kind <> 15) AS arrived
        FROM event s
        WHERE account_id = $1 AND occurred_at >= $2 AND occurred_at < $3 AND kind IN (12, 13, 14, 15)
          AND NOT EXISTS (
            SELECT 1 FROM event n WHERE n.account_id = $1 AND n.occurred_at >= $4
              AND n.occurred_at < $5 AND n.kind IN (9, 11) AND n.message_id = s.message_id)
        GROUP BY contact_id, message_id),
      orphan AS MATERIALIZED (
        SELECT contact_id, message_id, channel_id, occurred_at, context_id, message_type
        FROM event r
        WHERE account_id = $1 AND occurred_at >= $2 AND occurred_at < $3 AND kind IN (1, 8, 9)
          AND context_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM event n WHERE n.account_id = $1 AND n.occurred_at >= $4
              AND n.occurred_at < $5 AND n.kind IN (1, 8, 9, 11) AND n.message_id = r.context_id)),
      gap AS (
        SELECT CASE WHEN arrived THEN 0 ELSE 1 END AS gap, occurred_at, channel_id, contact_id, message_id
        FROM suspect s
        WHERE NOT EXISTS (
            SELECT 1 FROM event e WHERE e.account_id = $1 AND e.message_id = s.message_id
              AND e.kind IN (9, 11))
          AND NOT EXISTS (
            SELECT 1 FROM event e WHERE e.account_id = $1 AND e.contact_id = s.contact_id
              AND e.message_id = s.message_id AND e.kind IN (12, 13, 14, 15)
              AND e.occurred_at < $2)
          AND (arrived OR NOT EXISTS (
            SELECT 1 FROM event e WHERE e.account_id = $1 AND e.message_id = s.message_id
              AND e.kind = 8))
        UNION ALL
        SELECT CASE WHEN message_type = 20 THEN 3 ELSE 2 END, occurred_at, channel_id, contact_id,
          message_id
        FROM orphan o
        WHERE NOT EXISTS (
            SELECT 1 FROM event e WHERE e.account_id = $1 AND e.message_id = o.context_id
              AND e.kind IN (1, 8, 9, 11))
          AND NOT EXISTS (
            SELECT 1 FROM event e WHERE e.account_id = $1 AND e.contact_id = o.contact_id
              AND e.message_id = o.context_id))
      """;

  private static final String COUNT =
      GAPS
          + """
          SELECT date_trunc('day', occurred_at, $6) AS day, channel_id, gap, count(*) AS gaps FROM gap
          WHERE ($7::int IS NULL OR channel_id = $7)
          GROUP BY day, channel_id, gap ORDER BY day, channel_id, gap""";

  private static final String PAGE =
      GAPS
          + """
          SELECT occurred_at, gap, contact_id, message_id, channel_id FROM gap
          WHERE ($6::int IS NULL OR channel_id = $6) AND ($7::int IS NULL OR gap = $7)
            AND (occurred_at, gap, contact_id, message_id) > ($8, $9, $10, $11)
          ORDER BY occurred_at, gap, contact_id, message_id LIMIT $12""";

  /** How many gaps a channel has on a day. */
  record Count(Instant day, int channelId, Gap gap, long gaps) {}

  /** One gap, and so a place in the order of all. */
  record Found(Instant occurredAt, Gap gap, UUID contactId, UUID messageId, int channelId) {

    /** Before all gaps. */
    static final Found NONE =
        new Found(Instant.EPOCH, Gap.ARRIVED_WITHOUT_SENT, new UUID(0, 0), new UUID(0, 0), 0);
  }

  private GapQuery() {}

  static Uni<List<Count>> count(
      SqlConnection connection,
      int accountId,
      Instant from,
      Instant to,
      ZoneId zone,
      Optional<Integer> channelId) {
    return connection
        .preparedQuery(COUNT)
        .execute(
            period(accountId, from, to).addString(zone.getId()).addInteger(channelId.orElse(null)))
        .map(
            rows ->
                list(
                    rows,
                    row ->
                        new Count(
                            row.getOffsetDateTime(0).toInstant(),
                            row.getInteger(1),
                            Gap.ofCode(row.getInteger(2)).orElseThrow(),
                            row.getLong(3))));
  }

  static Uni<List<Found>> page(
      SqlConnection connection,
      int accountId,
      Days days,
      Optional<Integer> channelId,
      Optional<Gap> gap,
      Found after,
      int limit) {
    return connection
        .preparedQuery(PAGE)
        .execute(
            period(accountId, days.from(), days.to())
                .addInteger(channelId.orElse(null))
                .addInteger(gap.map(Gap::code).orElse(null))
                .addOffsetDateTime(utc(after.occurredAt()))
                .addInteger(after.gap().code())
                .addUUID(after.contactId())
                .addUUID(after.messageId())
                .addInteger(limit))
        .map(
            rows ->
                list(
                    rows,
                    row ->
                        new Found(
                            row.getOffsetDateTime(0).toInstant(),
                            Gap.ofCode(row.getInteger(1)).orElseThrow(),
                            row.getUUID(2),
                            row.getUUID(3),
                            row.getInteger(4))));
  }

  private static Tuple period(int accountId, Instant from, Instant to) {
    return Tuple.tuple()
        .addInteger(accountId)
        .addOffsetDateTime(utc(from))
        .addOffsetDateTime(utc(to))
        .addOffsetDateTime(utc(from.minus(NEAR_BEFORE)))
        .addOffsetDateTime(utc(to.plus(NEAR_AFTER)));
  }

  private static <T> List<T> list(RowSet<Row> rows, Function<Row, T> mapping) {
    return StreamSupport.stream(rows.spliterator(), false).map(mapping).toList();
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
