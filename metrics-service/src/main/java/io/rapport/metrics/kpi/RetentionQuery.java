package io.rapport.metrics.kpi;

import static io.rapport.metrics.kpi.Dimension.LIFECYCLE;

import io.rapport.metrics.timeline.Exclusion;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/**
 * Counts who was active in one period and again in the next. What a contact was is asked of the
 * period before only: who was dormant and came back is not dormant any longer.
 */
final class RetentionQuery {

  private final Scope scope;
  private final Breakdown breakdown;

  /** Where the periods begin, the one before the first among them. */
  private final List<Instant> begins;

  private RetentionQuery(Scope scope, Breakdown breakdown) {
    this.scope = scope;
    this.breakdown = breakdown;
    this.begins = begins(scope, breakdown);
  }

  static Uni<Tallies> run(
      SqlConnection connection, Scope scope, Breakdown breakdown, boolean cubes, Tallies tallies) {
    var query = new RetentionQuery(scope, breakdown);
    boolean days =
        cubes
            && Frame.dimensions(scope, breakdown).isEmpty()
            && scope.days().filter(zone -> ActiveDays.tell(scope, query.begins, zone)).isPresent();
    return days
        ? query.fromDays(connection, scope.days().get(), tallies)
        : query.fromFacts(connection, tallies);
  }

  private Uni<Tallies> fromDays(SqlConnection connection, ZoneId zone, Tallies tallies) {
    return ActiveDays.read(connection, scope, begins, zone)
        .chain(
            active ->
                statement(true)
                    .run(connection)
                    .map(
                        rows -> {
                          var optedOut = new HashMap<ActiveDays.Key, Long>();
                          for (var row : rows) {
                            optedOut.put(key(row), row.getLong("opted_out"));
                          }
                          active
                              .counts()
                              .forEach(
                                  (key, counts) -> {
                                    if (key.period() < begins.size() && counts.active() > 0) {
                                      add(
                                          tallies.of(cell(Optional.empty(), key.period())),
                                          key,
                                          counts.active(),
                                          active.again(next(key)),
                                          optedOut.getOrDefault(key, 0L));
                                    }
                                  });
                          return tallies;
                        }));
  }

  private static ActiveDays.Key next(ActiveDays.Key key) {
    return new ActiveDays.Key(key.period() + 1, key.by(), key.exclusion());
  }

  private Uni<Tallies> fromFacts(SqlConnection connection, Tallies tallies) {
    return statement(false)
        .run(connection)
        .map(
            rows -> {
              for (var row : rows) {
                read(row, tallies);
              }
              return tallies;
            });
  }

  private static List<Instant> begins(Scope scope, Breakdown breakdown) {
    var begins = new ArrayList<Instant>();
    var granularity = breakdown.granularity();
    if (granularity.isEmpty()) {
      begins.add(scope.period().previous(scope.zone()).from());
      begins.add(scope.period().from());
    } else {
      var steps = granularity.get().steps(scope.period(), scope.zone());
      begins.add(granularity.get().truncate(steps.first().minusNanos(1), scope.zone()));
      begins.addAll(steps);
      begins.set(1, scope.period().from());
    }
    return begins;
  }

  /**
   * @param leaversOnly whether only contacts are read who wanted no more
   */
  private Sql statement(boolean leaversOnly) {
    var sql = new Sql();
    var whole = scope.over(new Period(begins.getFirst(), scope.period().to()));
    var frame = new Frame(sql, whole, new Breakdown(breakdown.groupBy(), none(), breakdown.only()));
    var bounds = sql.bindInstants(begins);
    var activities = new ArrayList<String>();
    activities.add(
        "SELECT contact_id, exclusion, %s, %s AS n, %d AS kind, %s AS wanted FROM message WHERE %s"
            .formatted(
                frame.cell(FactTable.INBOUND),
                bucket("sent_at", bounds),
                Activeness.MESSAGE.code(),
                frame.ofWhom(FactTable.INBOUND),
                frame.factRowsOfAnybody(FactTable.INBOUND, List.of(whole.period()))));
    // What is bought is bought on no number: it can be told apart by nothing.
    if (Frame.dimensions(scope, breakdown).isEmpty()) {
      activities.add(
          """
          SELECT contact_id, exclusion, NULL::text AS grp, NULL::timestamptz AS step, %s AS n, %d AS kind, TRUE AS wanted
          FROM conversion WHERE account_id = %s AND lower(name) = 'purchase'
            AND converted_at >= %s AND converted_at < %s"""
              .formatted(
                  bucket("converted_at", bounds),
                  Activeness.PURCHASE.code(),
                  frame.account(),
                  sql.bind(whole.period().from()),
                  sql.bind(whole.period().to())));
    }
    var readers = leaversOnly ? " AND contact_id IN (SELECT contact_id FROM left_us)" : "";
    return sql.append("WITH left_us AS (SELECT DISTINCT contact_id, ")
        .append(bucket("opted_out_at", bounds))
        .append(" AS n FROM message WHERE account_id = " + frame.account())
        .append(" AND opted_out_at >= " + sql.bind(whole.period().from()))
        .append(" AND opted_out_at < " + sql.bind(whole.period().to()))
        .append("), activity AS (")
        .append(String.join(readers + " UNION ALL ", activities) + readers)
        .append("), active AS (SELECT DISTINCT contact_id, exclusion, grp, n, counted.kind, wanted")
        .append(" FROM activity, LATERAL (VALUES (activity.kind), (")
        .append(Short.toString(Activeness.EITHER.code()))
        .append(")) AS counted (kind))")
        .append(", earlier AS (SELECT DISTINCT contact_id, exclusion, grp, n, kind FROM active")
        .append(" WHERE wanted), later AS (SELECT DISTINCT contact_id, n, kind, ")
        .append(again("active") + " AS grp FROM active)")
        .append(
            """
             SELECT earlier.grp, earlier.n, earlier.kind, earlier.exclusion, count(*) AS contacts,
              count(later.contact_id) AS again,
              count(*) FILTER (WHERE later.contact_id IS NULL AND EXISTS (
                SELECT FROM left_us WHERE left_us.contact_id = earlier.contact_id
                  AND left_us.n IN (earlier.n, earlier.n + 1))) AS opted_out
            FROM earlier LEFT JOIN later
              ON later.contact_id = earlier.contact_id AND later.kind = earlier.kind
              AND later.n = earlier.n + 1 AND later.grp IS NOT DISTINCT FROM %s
            WHERE earlier.n <"""
                .formatted(again("earlier")))
        .append(" " + sql.bind(begins.size()))
        .append(" GROUP BY 1, 2, 3, 4");
  }

  /** In which group one must be active again to have come back. */
  private String again(String active) {
    return breakdown.groupBy().equals(Optional.of(LIFECYCLE)) ? "NULL::text" : active + ".grp";
  }

  private static Optional<Granularity> none() {
    return Optional.empty();
  }

  /** Which period a moment lies in; 1 is the one before the first. */
  private static String bucket(String time, String bounds) {
    return "width_bucket(%s, %s)".formatted(time, bounds);
  }

  private static ActiveDays.Key key(Row row) {
    return new ActiveDays.Key(
        row.getInteger("n"),
        Activeness.ofCode(row.getInteger("kind").shortValue()),
        Exclusion.ofCode(row.getShort("exclusion")));
  }

  private void read(Row row, Tallies tallies) {
    var key = key(row);
    add(
        tallies.of(cell(Optional.ofNullable(row.getString("grp")), key.period())),
        key,
        row.getLong("contacts"),
        row.getLong("again"),
        row.getLong("opted_out"));
  }

  private void add(Tally tally, ActiveDays.Key key, long before, long again, long optedOut) {
    boolean last = key.period() + 1 >= begins.size();
    var end = last ? scope.period().to() : begins.get(key.period() + 1);
    if (key.exclusion() == Exclusion.NONE) {
      tally.retained(key.by(), new Retained(before, again, optedOut, !end.isAfter(scope.asOf())));
    } else if (key.by() == Activeness.MESSAGE) {
      tally.notRetained(key.exclusion(), before);
    }
  }

  private Cell cell(Optional<String> group, int period) {
    return new Cell(
        group, breakdown.granularity().map(g -> g.truncate(begins.get(period), scope.zone())));
  }
}
