package io.rapport.ingest.links;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Keeps clicks of nobody in particular, and visits. A repetition changes nothing. */
final class ClickTable {

  private static final String INSERT_CLICKS =
      """
      INSERT INTO link_click (account_id, link_id, clicked_at, click_id, agent)
      SELECT $1, link_id, clicked_at, click_id, agent
      FROM unnest($2::uuid[], $3::timestamptz[], $4::uuid[], $5::smallint[])
        AS fresh (link_id, clicked_at, click_id, agent)
      ON CONFLICT DO NOTHING""";

  private static final String INSERT_VISITS =
      """
      INSERT INTO link_visit (account_id, reference, link_id, visited_at, expires_at, agent, utm)
      SELECT $1, reference, link_id, visited_at, expires_at, agent, utm::jsonb
      FROM unnest($2::bigint[], $3::uuid[], $4::timestamptz[], $5::timestamptz[], $6::smallint[],
        $7::text[]) AS fresh (reference, link_id, visited_at, expires_at, agent, utm)
      ON CONFLICT DO NOTHING""";

  private ClickTable() {}

  static Uni<Void> insertClicks(
      SqlConnection connection, int accountId, List<Click.Anonymous> clicks) {
    return clicks.isEmpty()
        ? Uni.createFrom().voidItem()
        : connection
            .preparedQuery(INSERT_CLICKS)
            .execute(
                Tuple.tuple()
                    .addInteger(accountId)
                    .addArrayOfUUID(ids(clicks, Click.Anonymous::linkId))
                    .addArrayOfOffsetDateTime(times(clicks, Click.Anonymous::at))
                    .addArrayOfUUID(ids(clicks, Click.Anonymous::id))
                    .addArrayOfShort(agents(clicks)))
            .replaceWithVoid();
  }

  static Uni<Void> insertVisits(SqlConnection connection, int accountId, List<Click.Visit> visits) {
    return visits.isEmpty()
        ? Uni.createFrom().voidItem()
        : connection
            .preparedQuery(INSERT_VISITS)
            .execute(
                Tuple.tuple()
                    .addInteger(accountId)
                    .addArrayOfLong(
                        visits.stream().map(Click.Visit::reference).toArray(Long[]::new))
                    .addArrayOfUUID(ids(visits, Click.Visit::linkId))
                    .addArrayOfOffsetDateTime(times(visits, Click.Visit::at))
                    .addArrayOfOffsetDateTime(times(visits, Click.Visit::expiresAt))
                    .addArrayOfShort(agents(visits))
                    .addArrayOfString(
                        visits.stream()
                            .map(visit -> visit.utm().isEmpty() ? null : visit.utm().encode())
                            .toArray(String[]::new)))
            .replaceWithVoid();
  }

  private static <T> UUID[] ids(List<T> rows, Function<T, UUID> column) {
    return rows.stream().map(column).toArray(UUID[]::new);
  }

  private static <T> OffsetDateTime[] times(List<T> rows, Function<T, Instant> column) {
    return rows.stream()
        .map(row -> column.apply(row).atOffset(ZoneOffset.UTC))
        .toArray(OffsetDateTime[]::new);
  }

  private static Short[] agents(List<? extends Click> rows) {
    return rows.stream().map(row -> row.agent().code()).toArray(Short[]::new);
  }
}
