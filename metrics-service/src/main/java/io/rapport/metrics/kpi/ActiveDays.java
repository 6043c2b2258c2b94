package io.rapport.metrics.kpi;

import io.rapport.metrics.timeline.Exclusion;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How many contacts were active in each of some adjoining periods, and of those how many in the one
 * before as well: of the days in a period, those whose day before lies before it, and in the one
 * before.
 */
record ActiveDays(Map<Key, Counts> counts) {

  private static final Counts NOBODY = new Counts(0, 0);

  /**
   * @param period 1 is the first
   */
  record Key(int period, Activeness by, Exclusion exclusion) {}

  /**
   * @param active contacts
   * @param again of those, contacts who were active in the period before
   */
  record Counts(long active, long again) {}

  /** Whether days can tell: where each period begins and ends with one. */
  static boolean tell(Scope scope, List<Instant> begins, ZoneId zone) {
    return Stream.concat(begins.stream(), Stream.of(scope.period().to()))
        .allMatch(moment -> RollUps.beginsDay(moment, zone));
  }

  static Uni<ActiveDays> read(SqlConnection connection, Scope scope, List<Instant> begins) {
    var sql = new Sql();
    var bounds = sql.bindInstants(begins);
    return sql.append(
            """
            SELECT n, measure, exclusion,
              coalesce(sum(contacts) FILTER (WHERE previous < begins[n]), 0)::bigint AS active,
              coalesce(sum(contacts) FILTER (WHERE previous >= begins[n - 1] AND previous < begins[n]), 0)
                ::bigint AS again
            FROM (SELECT measure, exclusion, previous, contacts,\s""")
        .append("width_bucket(bucket, " + bounds + ") AS n, " + bounds + " AS begins")
        .append(" FROM contact_day WHERE account_id = " + sql.bind(scope.accountId()))
        .append(" AND measure IN (")
        .append(
            Stream.of(Activeness.values())
                .map(by -> Short.toString(by.byDay().code()))
                .collect(Collectors.joining(", ")))
        .append(") AND bucket >= " + sql.bind(begins.getFirst()))
        .append(" AND bucket < " + sql.bind(scope.period().to()))
        .append(") AS days GROUP BY 1, 2, 3")
        .run(connection)
        .map(
            rows -> {
              var counts = new HashMap<Key, Counts>();
              for (var row : rows) {
                counts.put(key(row), new Counts(row.getLong("active"), row.getLong("again")));
              }
              return new ActiveDays(counts);
            });
  }

  private static Key key(Row row) {
    short measure = row.getShort("measure");
    return new Key(
        row.getInteger("n"),
        Stream.of(Activeness.values())
            .filter(by -> by.byDay().code() == measure)
            .findFirst()
            .orElseThrow(),
        Exclusion.ofCode(row.getShort("exclusion")));
  }

  /** How many of those who were active in the period before were so again. */
  long again(Key key) {
    return counts.getOrDefault(key, NOBODY).again();
  }
}
