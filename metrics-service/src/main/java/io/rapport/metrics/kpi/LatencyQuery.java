package io.rapport.metrics.kpi;

import io.rapport.metrics.statistics.KaplanMeier;
import io.rapport.metrics.timeline.Exclusion;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Reads how long answers took: bins from the latency cube, what a cube cannot know from the turns.
 */
final class LatencyQuery {

  /** Bins below zero are of turns that nobody answered: this less how long they could be. */
  private static final short UNANSWERED = -1;

  /** A turn can be answered so long at most. */
  private static final Duration LONGEST = Duration.ofDays(7);

  private LatencyQuery() {}

  /** Adds the bins of all waits to the tallies. */
  static Uni<Tallies> bins(
      SqlConnection connection, Scope scope, Breakdown breakdown, boolean cubes, Tallies tallies) {
    var coverage = CountQuery.coverage(scope, breakdown, FactTable.TURN, List.of(), cubes);
    var sql = new Sql();
    var frame = new Frame(sql, scope, breakdown);
    var parts = new ArrayList<String>();
    coverage
        .cubeBySpan()
        .forEach(
            (span, buckets) -> {
              var cube =
                  Cube.keeping(FactTable.TURN, Frame.dimensions(scope, breakdown)).orElseThrow();
              // Each stretch apart is read by its index alone; several together are not.
              for (var stretch : buckets) {
                parts.add(
                    "SELECT "
                        + frame.cell(cube)
                        + ", exclusion, clock, first_turn, bin, turns, seconds FROM "
                        + span.table("latency")
                        + " WHERE "
                        + frame.cubeRows(cube, span, List.of(stretch), coverage.exceptOf(span)));
              }
            });
    if (!coverage.facts().isEmpty()) {
      parts.add(
          "SELECT "
              + frame.cell(FactTable.TURN)
              + ", exclusion, wait.clock, first_in_episode AS first_turn, "
              + bin()
              + " AS bin, 1::bigint AS turns, coalesce(wait.seconds, 0) AS seconds"
              + " FROM turn CROSS JOIN LATERAL (VALUES "
              + waits(scope)
              + ") AS wait (clock, seconds) WHERE "
              + frame.factRows(FactTable.TURN, coverage.facts())
              + " AND (wait.seconds IS NOT NULL OR wait.clock = "
              + Wait.ANY.code()
              + ")");
    }
    return sql.append(
            "SELECT grp, step, exclusion, clock, first_turn, bin, sum(turns)::bigint AS turns,"
                + " sum(seconds)::float8 AS seconds FROM (")
        .append(String.join(" UNION ALL ", parts))
        .append(") AS part GROUP BY grp, step, exclusion, clock, first_turn, bin")
        .run(connection)
        .map(
            rows -> {
              for (var row : rows) {
                // Zeros remain in a cube where all turns have moved elsewhere.
                if (row.getLong("turns") != 0) {
                  read(row, tallies.of(Cell.of(row)));
                }
              }
              return tallies;
            });
  }

  /** Adds what a survival curve is drawn from: how long each turn was seen to wait. */
  static Uni<Tallies> observations(
      SqlConnection connection, Scope scope, Breakdown breakdown, boolean first, Tallies tallies) {
    var sql = new Sql();
    var frame = new Frame(sql, scope, breakdown);
    return sql.append("SELECT ")
        .append(frame.cell(FactTable.TURN))
        .append(", greatest(0, extract(epoch FROM coalesce(answered_at, least(answerable_until, ")
        .append(sql.bind(scope.asOf()))
        .append(")) - started_at))::bigint AS seconds")
        .append(", count(answered_at) AS answered, count(*) - count(answered_at) AS censored")
        .append(" FROM turn WHERE ")
        .append(frame.factRows(FactTable.TURN, List.of(scope.period())))
        .append(" AND exclusion = 0")
        .append(first ? " AND first_in_episode" : "")
        .append(" GROUP BY 1, 2, 3 ORDER BY 3")
        .run(connection)
        .map(
            rows -> {
              for (var row : rows) {
                tallies
                    .of(Cell.of(row))
                    .latencies(first)
                    .observe(
                        new KaplanMeier.Observation(
                            row.getLong("seconds"),
                            row.getLong("answered"),
                            row.getLong("censored")));
              }
              return tallies;
            });
  }

  /**
   * Corrects how long turns were seen to wait that could still be answered: the bins have them wait
   * as long as they may.
   */
  static Uni<Tallies> stillWaiting(
      SqlConnection connection, Scope scope, Breakdown breakdown, Tallies tallies) {
    var sql = new Sql();
    var frame = new Frame(sql, scope, breakdown);
    var asOf = sql.bind(scope.asOf());
    var answerable = Bins.of(Bins.seconds("started_at", "answerable_until"));
    var seen = Bins.of("greatest(0, " + Bins.seconds("started_at", asOf) + ")");
    return sql.append("SELECT ")
        .append(frame.cell(FactTable.TURN))
        .append(", first_in_episode, (" + answerable + ")::int AS answerable, (")
        .append(seen + ")::int AS seen, count(*) AS turns FROM turn WHERE ")
        .append(frame.factRows(FactTable.TURN, List.of(scope.period())))
        .append(" AND exclusion = 0 AND answered_at IS NULL AND answerable_until > " + asOf)
        .append(" AND started_at > " + sql.bind(scope.asOf().minus(LONGEST)))
        .append(" GROUP BY 1, 2, 3, 4, 5")
        .run(connection)
        .map(
            rows -> {
              for (var row : rows) {
                var tally = tallies.of(Cell.of(row));
                correct(row, tally.latencies(false));
                if (row.getBoolean("first_in_episode")) {
                  correct(row, tally.latencies(true));
                }
              }
              return tallies;
            });
  }

  private static void correct(Row row, Latencies latencies) {
    latencies.seenFor(row.getInteger("answerable"), row.getInteger("seen"), row.getLong("turns"));
  }

  private static void read(Row row, Tally tally) {
    add(row, tally.latencies(false));
    if (row.getBoolean("first_turn")) {
      add(row, tally.latencies(true));
    }
  }

  private static void add(Row row, Latencies latencies) {
    var wait = Wait.ofCode(row.getShort("clock"));
    var exclusion = Exclusion.ofCode(row.getShort("exclusion"));
    long turns = row.getLong("turns");
    short bin = row.getShort("bin");
    if (exclusion != Exclusion.NONE) {
      if (wait == Wait.ANY) {
        latencies.addExcluded(exclusion, turns);
      }
    } else if (bin >= 0) {
      latencies.add(wait, bin, turns, row.getDouble("seconds"));
    } else if (wait == Wait.ANY) {
      latencies.addUnanswered(UNANSWERED - bin, turns);
    }
  }

  /** The bin of a wait. */
  private static String bin() {
    return "(CASE WHEN wait.seconds IS NULL THEN %d - (%s) ELSE %s END)::smallint"
        .formatted(
            UNANSWERED,
            Bins.of(Bins.seconds("started_at", "answerable_until")),
            Bins.of("wait.seconds"));
  }

  private static String waits(Scope scope) {
    return Wait.known(scope.settings()).stream()
        .map(wait -> "(" + wait.code() + "::smallint, " + wait.seconds() + ")")
        .collect(Collectors.joining(", "));
  }
}
