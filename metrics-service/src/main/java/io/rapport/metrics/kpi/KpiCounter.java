package io.rapport.metrics.kpi;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Counts everything that some KPIs need, for all cells of a breakdown, in at most eight statements.
 */
final class KpiCounter {

  private final Set<Measure> messageMeasures = EnumSet.noneOf(Measure.class);
  private final Set<Measure> contactMeasures = EnumSet.noneOf(Measure.class);
  private final Set<Measure> turnMeasures = EnumSet.noneOf(Measure.class);
  private final Set<Ratio> messageRatios = new LinkedHashSet<>();
  private final Set<Ratio> turnRatios = new LinkedHashSet<>();
  private final Set<Boolean> latencies = new TreeSet<>();
  private final boolean openBounds;
  private final boolean conversions;
  private final boolean cubes;

  /**
   * @param cubes whether sums may be read from cubes; the answer is the same without, only slower
   */
  KpiCounter(Collection<KpiDefinition> kpis, boolean cubes) {
    this.cubes = cubes;
    boolean open = false;
    boolean converted = false;
    for (var kpi : kpis) {
      switch (kpi.computation()) {
        case Computation.Rate rate when rate.table() == FactTable.MESSAGE -> {
          for (var measure : rate.measures()) {
            (measure.ofContacts() ? contactMeasures : messageMeasures).add(measure);
          }
          messageRatios.addAll(rate.ratios());
          open |= rate.detail() == Computation.RateDetail.OPEN;
          converted |= rate.detail() == Computation.RateDetail.CONVERSION;
        }
        case Computation.Rate rate -> {
          turnMeasures.addAll(rate.measures());
          turnRatios.addAll(rate.ratios());
        }
        case Computation.Latency latency -> latencies.add(latency.firstTurnOnly());
      }
    }
    this.openBounds = open;
    this.conversions = converted;
  }

  /** Numerators, denominators and bins only: enough for values. */
  private Uni<Tallies> values(SqlConnection connection, Scope scope, Breakdown breakdown) {
    return CountQuery.run(
            connection, scope, breakdown, FactTable.MESSAGE, messageMeasures, cubes, new Tallies())
        .chain(
            tallies ->
                // Contacts do not add up over the cells of a cube.
                CountQuery.run(
                    connection,
                    scope,
                    breakdown,
                    FactTable.MESSAGE,
                    contactMeasures,
                    false,
                    tallies))
        .chain(
            tallies ->
                CountQuery.run(
                    connection, scope, breakdown, FactTable.TURN, turnMeasures, cubes, tallies))
        .chain(
            tallies ->
                latencies.isEmpty()
                    ? Uni.createFrom().item(tallies)
                    : LatencyQuery.bins(connection, scope, breakdown, cubes, tallies));
  }

  /** Everything: also what intervals and bounds are computed from. */
  Uni<Tallies> figures(SqlConnection connection, Scope scope, Breakdown breakdown) {
    var counted =
        values(connection, scope, breakdown)
            .chain(
                tallies ->
                    ClusterQuery.ofMessages(
                        connection, scope, breakdown, messageRatios, openBounds, tallies))
            .chain(
                tallies ->
                    ClusterQuery.ofTurns(
                        connection, scope, breakdown, turnRatios, latencies, tallies))
            .chain(
                tallies ->
                    conversions
                        ? ConversionQuery.run(connection, scope, breakdown, tallies)
                        : Uni.createFrom().item(tallies));
    for (boolean first : latencies) {
      counted =
          counted.chain(
              tallies ->
                  anyCensored(tallies, first)
                      ? LatencyQuery.observations(connection, scope, breakdown, first, tallies)
                      : Uni.createFrom().item(tallies));
    }
    return counted;
  }

  private static boolean anyCensored(Tallies tallies, boolean first) {
    return tallies.cells().stream()
        .anyMatch(cell -> Assessment.censored(tallies.of(cell).latencies(first)));
  }
}
