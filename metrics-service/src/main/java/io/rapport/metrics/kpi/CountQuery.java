package io.rapport.metrics.kpi;

import io.rapport.metrics.timeline.Exclusion;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Counts facts, mature and immature apart, by exclusion. Reads a cube where one keeps the
 * dimensions in question, and the facts for what a cube cannot know; one statement does both.
 */
final class CountQuery {

  private CountQuery() {}

  /** The cube that answers the question with what the facts must add, or the facts alone. */
  static Coverage coverage(
      Scope scope,
      Breakdown breakdown,
      FactTable table,
      Collection<Duration> horizons,
      boolean cubes) {
    if (!cubes || Cube.keeping(table, Frame.dimensions(scope, breakdown)).isEmpty()) {
      return Coverage.ofFacts(scope.period());
    }
    var coverage = Coverage.ofCube(scope.period(), scope.asOf(), horizons);
    // Only latencies are kept by month: without a horizon, and with many rows a day.
    boolean months = horizons.isEmpty() && breakdown.granularity().isEmpty();
    return RollUps.zone(scope, breakdown)
        .map(zone -> coverage.rolledUp(zone, months))
        .orElse(coverage);
  }

  /** Adds the counts of these measures of one table to the tallies. */
  static Uni<Tallies> run(
      SqlConnection connection,
      Scope scope,
      Breakdown breakdown,
      FactTable table,
      Set<Measure> measures,
      boolean cubes,
      Tallies tallies) {
    if (measures.isEmpty()) {
      return Uni.createFrom().item(tallies);
    }
    var horizons =
        measures.stream().map(measure -> measure.horizon(scope.settings())).distinct().toList();
    var sql =
        table.sums().kind().isPresent()
            ? DayCount.statement(
                scope,
                breakdown,
                table,
                measures,
                DayCount.coverage(scope, breakdown, table, cubes))
            : statement(
                scope,
                breakdown,
                table,
                measures,
                coverage(scope, breakdown, table, horizons, cubes));
    return sql.run(connection)
        .map(
            rows -> {
              for (var row : rows) {
                read(row, measures, tallies);
              }
              return tallies;
            });
  }

  private static Sql statement(
      Scope scope, Breakdown breakdown, FactTable table, Set<Measure> measures, Coverage coverage) {
    var sql = new Sql();
    var frame = new Frame(sql, scope, breakdown);
    var parts = new ArrayList<String>();
    coverage
        .cubeBySpan()
        .forEach(
            (span, buckets) -> {
              var cube = Cube.keeping(table, Frame.dimensions(scope, breakdown)).orElseThrow();
              var rows = frame.cubeRows(cube, span, buckets, coverage.exceptOf(span));
              parts.add(overCube(frame, table.cube(span), measures, cube, rows));
            });
    if (!coverage.facts().isEmpty()) {
      parts.add(overFacts(frame, table, measures, coverage.facts()));
    }
    return sumOf(sql, measures, parts);
  }

  /** The sums over some parts of a statement. */
  static Sql sumOf(Sql sql, Set<Measure> measures, List<String> parts) {
    var sums =
        columns(measures).stream()
            .map(column -> ", sum(" + column + ")::bigint AS " + column)
            .collect(Collectors.joining());
    return sql.append("SELECT grp, step, exclusion")
        .append(sums)
        .append(" FROM (")
        .append(String.join(" UNION ALL ", parts))
        .append(") AS part GROUP BY grp, step, exclusion");
  }

  private static String overCube(
      Frame frame, String table, Set<Measure> measures, Cube cube, String rows) {
    var sums =
        measures.stream()
            .map(
                measure -> {
                  var turning = frame.bucketCut(frame.horizon(measure));
                  return sum(measure, "<", turning, "mature")
                      + sum(measure, ">", turning, "immature");
                })
            .collect(Collectors.joining());
    return "SELECT "
        + frame.cell(cube)
        + ", exclusion"
        + sums
        + " FROM "
        + table
        + " WHERE "
        + rows
        + " GROUP BY 1, 2, 3";
  }

  private static String sum(Measure measure, String side, String turning, String prefix) {
    return ", coalesce(sum("
        + measure.cubeColumn()
        + ") FILTER (WHERE bucket "
        + side
        + " "
        + turning
        + "), 0) AS "
        + prefix
        + "_"
        + measure.alias();
  }

  static String overFacts(
      Frame frame, FactTable table, Set<Measure> measures, List<Period> periods) {
    var counts =
        measures.stream()
            .map(
                measure -> {
                  var mature = frame.count(measure, frame.mature(table, frame.horizon(measure)));
                  // Facts are either; a contact is immature if all of its facts are.
                  return ", %s AS mature_%s, %s - %s AS immature_%s"
                      .formatted(
                          mature,
                          measure.alias(),
                          frame.count(measure, "TRUE"),
                          mature,
                          measure.alias());
                })
            .collect(Collectors.joining());
    return "SELECT "
        + frame.cell(table)
        + ", exclusion"
        + counts
        + " FROM "
        + table.table()
        + " WHERE "
        + frame.factRows(table, periods)
        + " GROUP BY 1, 2, 3";
  }

  private static List<String> columns(Set<Measure> measures) {
    var columns = new ArrayList<String>();
    for (var measure : measures) {
      columns.add("mature_" + measure.alias());
      columns.add("immature_" + measure.alias());
    }
    return columns;
  }

  private static void read(Row row, Set<Measure> measures, Tallies tallies) {
    // Rows of a cube whose facts have all moved elsewhere remain as zeros; they are no group.
    if (columns(measures).stream().allMatch(column -> row.getLong(column) == 0)) {
      return;
    }
    var tally = tallies.of(Cell.of(row));
    var exclusion = Exclusion.ofCode(row.getShort("exclusion"));
    for (var measure : measures) {
      tally.count(
          measure,
          exclusion,
          row.getLong("mature_" + measure.alias()),
          row.getLong("immature_" + measure.alias()));
    }
  }
}
