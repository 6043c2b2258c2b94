package io.rapport.ingest.completeness;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** Reads what was counted, whether it has been added up already or not. */
final class ReceivedQuery {

  /** Parameters: $1 account, $2 from, $3 to, $4 zone, $5 channel or null. */
  private static final String COUNTS =
      """
      (SELECT bucket, channel_id, kind, stored, repeated FROM received_cube
       WHERE account_id = $1 AND bucket >= $2 AND bucket < $3
       UNION ALL
       SELECT part.* FROM received_tally t,
         unnest(t.buckets, t.channels, t.kinds, t.stored, t.repeated)
           AS part (bucket, channel_id, kind, stored, repeated)
       WHERE t.account_id = $1 AND part.bucket >= $2 AND part.bucket < $3) counts
      WHERE ($5::int IS NULL OR channel_id = $5)
      """;

  private static final String BY_DAY =
      "SELECT date_trunc('day', bucket, $4) AS day, channel_id, kind, sum(stored)::bigint,"
          + " sum(repeated)::bigint FROM "
          + COUNTS
          + " GROUP BY day, channel_id, kind ORDER BY day, channel_id, kind";

  /** Kind 1 are customers' messages, 11 to 15 statuses; what names no number has no rhythm. */
  private static final String BY_HOUR =
      "SELECT date_trunc('hour', bucket, $4) AS hour, channel_id, kind = 1 AS messages,"
          + " sum(stored)::bigint FROM "
          + COUNTS
          + " AND channel_id > 0 AND kind IN (1, 11, 12, 13, 14, 15)"
          + " GROUP BY hour, channel_id, messages";

  private static final String QUARANTINED =
      """
      SELECT date_trunc('day', received_at, $4) AS day, reason, count(*) AS items FROM quarantine
      WHERE account_id = $1 AND received_at >= $2 AND received_at < $3
      GROUP BY day, reason ORDER BY day, reason""";

  private static final String CHANNELS =
      "SELECT channel_id, phone_number_id FROM channel WHERE account_id = $1";

  /** Facts of a kind on a day. */
  record Received(Instant day, int channelId, short kind, long stored, long repeated) {}

  /** Items of a day that lie in quarantine. */
  record Quarantined(Instant day, String reason, long items) {}

  private ReceivedQuery() {}

  static Uni<List<Received>> byDay(
      SqlConnection connection, int accountId, Days days, Optional<Integer> channelId) {
    return connection
        .preparedQuery(BY_DAY)
        .execute(
            period(accountId, days.from(), days.to(), days.zone())
                .addInteger(channelId.orElse(null)))
        .map(
            rows ->
                list(
                    rows,
                    row ->
                        new Received(
                            row.getOffsetDateTime(0).toInstant(),
                            row.getInteger(1),
                            row.getShort(2),
                            row.getLong(3),
                            row.getLong(4))));
  }

  /** New facts by hour of the zone. */
  static Uni<Rhythm> byHour(
      SqlConnection connection,
      int accountId,
      Instant from,
      Instant to,
      ZoneId zone,
      Optional<Integer> channelId) {
    return connection
        .preparedQuery(BY_HOUR)
        .execute(period(accountId, from, to, zone).addInteger(channelId.orElse(null)))
        .map(
            rows -> {
              var rhythm = new Rhythm(zone);
              for (var row : rows) {
                rhythm.add(
                    new Rhythm.Source(
                        row.getInteger(1),
                        row.getBoolean(2) ? FactStream.MESSAGES : FactStream.STATUSES),
                    row.getOffsetDateTime(0).toInstant(),
                    row.getLong(3));
              }
              return rhythm;
            });
  }

  static Uni<List<Quarantined>> quarantined(SqlConnection connection, int accountId, Days days) {
    return connection
        .preparedQuery(QUARANTINED)
        .execute(period(accountId, days.from(), days.to(), days.zone()))
        .map(
            rows ->
                list(
                    rows,
                    row ->
                        new Quarantined(
                            row.getOffsetDateTime(0).toInstant(),
                            row.getString(1),
                            row.getLong(2))));
  }

  /** Phone number ids by the small numbers the facts know them by. */
  static Uni<Map<Integer, String>> channels(SqlConnection connection, int accountId) {
    return connection
        .preparedQuery(CHANNELS)
        .execute(Tuple.of(accountId))
        .map(
            rows -> {
              var channels = new HashMap<Integer, String>();
              for (var row : rows) {
                channels.put(row.getInteger(0), row.getString(1));
              }
              return channels;
            });
  }

  private static Tuple period(int accountId, Instant from, Instant to, ZoneId zone) {
    return Tuple.tuple()
        .addInteger(accountId)
        .addOffsetDateTime(utc(from))
        .addOffsetDateTime(utc(to))
        .addString(zone.getId());
  }

  private static <T> List<T> list(RowSet<Row> rows, Function<Row, T> mapping) {
    return StreamSupport.stream(rows.spliterator(), false).map(mapping).toList();
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
