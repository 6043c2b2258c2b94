package io.rapport.metrics.kpi;

import io.rapport.metrics.projection.Span;
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
import java.util.stream.IntStream;
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

  /** Of so many periods each is looked for months of its own. */
  private static final int FEW_PERIODS = 4;

  static Uni<ActiveDays> read(
      SqlConnection connection, Scope scope, List<Instant> begins, ZoneId zone) {
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
        .append(" FROM (" + rows(sql, scope, begins, zone) + ") AS contacts")
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

  /** Days, and months that lie within one of the periods: each read by its index alone. */
  private static String rows(Sql sql, Scope scope, List<Instant> begins, ZoneId zone) {
    var account = sql.bind(scope.accountId());
    var measures =
        Stream.of(Activeness.values())
            .map(by -> Short.toString(by.byDay().code()))
            .collect(Collectors.joining(", "));
    return stretches(scope, begins, zone)
        .map(
            stretch ->
                "SELECT * FROM %s WHERE account_id = %s AND measure IN (%s) AND bucket >= %s AND bucket < %s"
                    .formatted(
                        stretch.span() == Span.MONTH ? "contact_month" : "contact_day",
                        account,
                        measures,
                        sql.bind(stretch.period().from()),
                        sql.bind(stretch.period().to())))
        .collect(Collectors.joining(" UNION ALL "));
  }

  private static Stream<Coverage.Stretch> stretches(
      Scope scope, List<Instant> begins, ZoneId zone) {
    var ends = Stream.concat(begins.stream().skip(1), Stream.of(scope.period().to())).toList();
    if (begins.size() > FEW_PERIODS) {
      return Stream.of(
          new Coverage.Stretch(Span.DAY, new Period(begins.getFirst(), ends.getLast())));
    }
    return IntStream.range(0, begins.size())
        .filter(i -> begins.get(i).isBefore(ends.get(i)))
        .mapToObj(i -> Coverage.ofDays(new Period(begins.get(i), ends.get(i)), zone))
        .flatMap(days -> days.rolledUp(zone, true).coarse().stream());
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
