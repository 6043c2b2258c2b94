package io.rapport.ingest.imports;

import io.rapport.ingest.imports.read.Row.InsightDay;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What Meta counted, a row a day. Its figures go back to zero after some days (docs/import.md), so
 * a later one replaces an earlier one only where it is larger.
 */
final class InsightTable {

  private static final String UPSERT =
      """
      INSERT INTO insight_day AS kept (account_id, day, phone_number_id, template, sent, delivered,
        read, received_at)
      SELECT $1, day, phone_number_id, template, sent, delivered, read, $8
      FROM unnest($2::date[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[])
        AS told (day, phone_number_id, template, sent, delivered, read)
      ON CONFLICT (account_id, day, phone_number_id, template) DO UPDATE SET
        sent = greatest(kept.sent, excluded.sent),
        delivered = greatest(kept.delivered, excluded.delivered),
        read = greatest(kept.read, excluded.read),
        received_at = excluded.received_at""";

  private InsightTable() {}

  private record Key(LocalDate day, String phoneNumberId, String template) {}

  static Uni<Void> upsert(
      SqlConnection connection, int accountId, List<InsightDay> days, Instant now) {
    if (days.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    // Broken down by what is not kept, a day has several rows.
    Map<Key, InsightDay> sums = new LinkedHashMap<>();
    days.forEach(
        day ->
            sums.merge(
                new Key(day.day(), day.phoneNumberId().orElse(""), day.template().orElse("")),
                day,
                InsightDay::plus));
    Collection<InsightDay> told = sums.values();
    return connection
        .preparedQuery(UPSERT)
        .execute(
            Tuple.tuple()
                .addInteger(accountId)
                .addArrayOfLocalDate(told.stream().map(InsightDay::day).toArray(LocalDate[]::new))
                .addArrayOfString(
                    told.stream().map(day -> day.phoneNumberId().orElse("")).toArray(String[]::new))
                .addArrayOfString(
                    told.stream().map(day -> day.template().orElse("")).toArray(String[]::new))
                .addArrayOfLong(told.stream().map(InsightDay::sent).toArray(Long[]::new))
                .addArrayOfLong(told.stream().map(InsightDay::delivered).toArray(Long[]::new))
                .addArrayOfLong(told.stream().map(InsightDay::read).toArray(Long[]::new))
                .addOffsetDateTime(now.atOffset(ZoneOffset.UTC)))
        .replaceWithVoid();
  }
}
