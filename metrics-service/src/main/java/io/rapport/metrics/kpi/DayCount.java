package io.rapport.metrics.kpi;

import io.rapport.metrics.projection.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Counts facts that are added up by days only, mature and immature apart. A day knows from which
 * day its facts age, so only those of the one day on which facts are just turning mature are looked
 * at one by one.
 */
final class DayCount {

  private DayCount() {}

  /** The whole days of the period where sums answer the question, and what the facts must add. */
  static Coverage coverage(Scope scope, Breakdown breakdown, FactTable table, boolean cubes) {
    if (!cubes || Cube.keeping(table, Frame.dimensions(scope, breakdown)).isEmpty()) {
      return Coverage.ofFacts(scope.period());
    }
    return RollUps.zone(scope, breakdown)
        .map(zone -> Coverage.ofDays(scope.period(), zone))
        .orElseGet(() -> Coverage.ofFacts(scope.period()));
  }

  static Sql statement(
      Scope scope, Breakdown breakdown, FactTable table, Set<Measure> measures, Coverage coverage) {
    var sql = new Sql();
    var frame = new Frame(sql, scope, breakdown);
    var parts = new ArrayList<String>();
    if (coverage.cube().isPresent()) {
      var days = List.of(coverage.cube().get());
      var cube = Cube.keeping(table, Frame.dimensions(scope, breakdown)).orElseThrow();
      parts.add(overDays(sql, frame, table, measures, cube, days));
      measures.stream()
          .collect(Collectors.groupingBy(frame::horizon, TreeMap::new, Collectors.toSet()))
          .forEach(
              (horizon, alike) -> parts.add(turning(frame, table, measures, alike, days, horizon)));
    }
    if (!coverage.facts().isEmpty()) {
      parts.add(CountQuery.overFacts(frame, table, measures, coverage.facts()));
    }
    return CountQuery.sumOf(sql, measures, parts);
  }

  private static String overDays(
      Sql sql, Frame frame, FactTable table, Set<Measure> measures, Cube cube, List<Period> days) {
    var sums =
        measures.stream()
            .map(
                measure -> {
                  var cut = frame.dayCut(frame.horizon(measure));
                  return sum(measure, "<", cut, "mature") + sum(measure, ">=", cut, "immature");
                })
            .collect(Collectors.joining());
    return "SELECT %s, exclusion%s FROM conversation_day WHERE %s AND kind = %s GROUP BY 1, 2, 3"
        .formatted(
            frame.cell(cube),
            sums,
            frame.cubeRows(cube, Span.DAY, days, Set.of()),
            sql.bind(table.sums().kind().orElseThrow().code()));
  }

  private static String sum(Measure measure, String side, String cut, String prefix) {
    return ", coalesce(sum(%s) FILTER (WHERE ages_from %s %s), 0) AS %s_%s"
        .formatted(measure.dayColumn(), side, cut, prefix, measure.alias());
  }

  /** Facts that the days take for immature, and that are not. */
  private static String turning(
      Frame frame,
      FactTable table,
      Set<Measure> measures,
      Set<Measure> ofHorizon,
      List<Period> days,
      Duration horizon) {
    var counts =
        measures.stream()
            .map(
                measure -> {
                  var count = ofHorizon.contains(measure) ? frame.count(measure, "TRUE") : "0";
                  return ", %s AS mature_%s, -%s AS immature_%s"
                      .formatted(count, measure.alias(), count, measure.alias());
                })
            .collect(Collectors.joining());
    return "SELECT %s, exclusion%s FROM %s WHERE %s AND %s GROUP BY 1, 2, 3"
        .formatted(
            frame.cell(table),
            counts,
            table.table(),
            frame.factRows(table, days),
            frame.turning(table, horizon));
  }
}
