package io.rapport.metrics.kpi;

import io.rapport.metrics.kpi.Computation.RateDetail;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Counts everything that some KPIs need, for all cells of a breakdown: of each table once, however
 * many KPIs are about it.
 */
final class KpiCounter {

  private static final Set<RateDetail> RATINGS =
      EnumSet.of(RateDetail.SATISFACTION, RateDetail.PROMOTERS, RateDetail.EFFORT);

  /** A guess of what is read where only contacts were counted. */
  private static final int FACTS_OF_A_CONTACT = 16;

  /** A single cell is known well enough from so much fewer facts than many. */
  private static final int OF_ONE_CELL = 4;

  private final Map<FactTable, Set<Measure>> measures = new EnumMap<>(FactTable.class);
  private final Set<Measure> contactMeasures = EnumSet.noneOf(Measure.class);
  private final Map<FactTable, Set<Ratio>> ratios = new EnumMap<>(FactTable.class);
  private final Set<Boolean> latencies = new TreeSet<>();
  private final Set<RateDetail> details = EnumSet.noneOf(RateDetail.class);
  private final boolean retention;
  private final boolean cubes;
  private final long largestSample;
  private final KeptSamples kept;
  private final Collection<KpiDefinition> kpis;
  private final SmallCells small;

  /** One statement, or a few, that adds what it finds to the tallies. */
  private interface Step {
    Uni<Tallies> run(SqlConnection connection, Scope scope, Breakdown breakdown, Tallies tallies);
  }

  /**
   * @param cubes whether sums may be read from cubes; the answer is the same without, only slower
   */
  KpiCounter(Collection<KpiDefinition> kpis, boolean cubes) {
    this(kpis, cubes, Long.MAX_VALUE, KeptSamples.NONE, SmallCells.SHOWN);
  }

  /** Without anything remembered, and with everything shown. */
  KpiCounter(Collection<KpiDefinition> kpis, boolean cubes, long largestSample) {
    this(kpis, cubes, largestSample, KeptSamples.NONE, SmallCells.SHOWN);
  }

  /**
   * @param largestSample of more facts, intervals are computed from a sample of contacts
   * @param kept what samples have shown before
   * @param small what may be shown of the lists beside the numbers
   */
  KpiCounter(
      Collection<KpiDefinition> kpis,
      boolean cubes,
      long largestSample,
      KeptSamples kept,
      SmallCells small) {
    this.kpis = List.copyOf(kpis);
    this.kept = kept;
    this.cubes = cubes;
    this.largestSample = largestSample;
    this.small = small;
    boolean retained = false;
    for (var kpi : kpis) {
      switch (kpi.computation()) {
        case Computation.Rate rate -> {
          for (var measure : rate.measures()) {
            (measure.ofContacts() ? contactMeasures : of(measures, rate.table())).add(measure);
          }
          ratios.computeIfAbsent(rate.table(), _ -> new LinkedHashSet<>()).addAll(rate.ratios());
          details.add(rate.detail());
        }
        case Computation.Latency latency -> {
          latencies.add(latency.firstTurnOnly());
          ratios.computeIfAbsent(FactTable.TURN, _ -> new LinkedHashSet<>());
        }
        case Computation.Retention retention -> retained = true;
      }
    }
    this.retention = retained;
  }

  /** The same from all contacts, however many facts there are. */
  KpiCounter exactly() {
    return new KpiCounter(kpis, cubes);
  }

  private static Set<Measure> of(Map<FactTable, Set<Measure>> measures, FactTable table) {
    return measures.computeIfAbsent(table, _ -> EnumSet.noneOf(Measure.class));
  }

  /** Everything: numerators, denominators and what intervals and details are computed from. */
  Uni<Tallies> figures(SqlConnection connection, Scope scope, Breakdown breakdown) {
    var counted = Uni.createFrom().item(new Tallies(scope.settings().calendar()));
    for (var step : steps()) {
      counted = counted.chain(tallies -> step.run(connection, scope, breakdown, tallies));
    }
    return counted;
  }

  private List<Step> steps() {
    var steps = new ArrayList<Step>();
    measures.forEach((table, of) -> steps.add(count(table, of, cubes)));
    // Contacts do not add up over the cells of a cube.
    steps.add((c, s, b, tallies) -> ContactDayQuery.run(c, s, b, contactMeasures, cubes, tallies));
    if (!latencies.isEmpty()) {
      steps.add((c, s, b, tallies) -> LatencyQuery.bins(c, s, b, cubes, tallies));
    }
    ratios.forEach((table, of) -> steps.add(clusters(table, of)));
    details.forEach(detail -> steps.addAll(steps(detail)));
    if (details.stream().anyMatch(RATINGS::contains)) {
      steps.add((c, s, b, t) -> RatingQuery.run(c, s, b, cubes, t));
    }
    if (!latencies.isEmpty()) {
      steps.add(this::survival);
    }
    if (retention) {
      steps.add((c, s, b, tallies) -> RetentionQuery.run(c, s, b, cubes, tallies));
    }
    return steps;
  }

  /** What the median of waits rests on where many were in vain; to the second if turns are few. */
  private Uni<Tallies> survival(
      SqlConnection connection, Scope scope, Breakdown breakdown, Tallies tallies) {
    if (tallies.facts(FactTable.TURN) > largestSample) {
      return latencies.stream().anyMatch(first -> anyCensored(tallies, first))
          ? LatencyQuery.stillWaiting(connection, scope, breakdown, tallies)
          : Uni.createFrom().item(tallies);
    }
    var observed = Uni.createFrom().item(tallies);
    for (boolean first : latencies) {
      if (anyCensored(tallies, first)) {
        observed =
            observed.chain(
                all -> LatencyQuery.observations(connection, scope, breakdown, first, all));
      }
    }
    return observed;
  }

  private static Step count(FactTable table, Set<Measure> of, boolean cubes) {
    return (c, s, b, tallies) -> CountQuery.run(c, s, b, table, of, cubes, tallies);
  }

  private Step clusters(FactTable table, Set<Ratio> of) {
    return (c, s, b, tallies) ->
        clusters(c, s, b, table, of, sample(table, of, b, tallies), tallies);
  }

  /** What is rare is too rare in a small sample: then of a larger one, in the end of all. */
  private Uni<Tallies> clusters(
      SqlConnection connection,
      Scope scope,
      Breakdown breakdown,
      FactTable table,
      Set<Ratio> of,
      ContactSample sample,
      Tallies tallies) {
    boolean openBounds = table == FactTable.MESSAGE && details.contains(RateDetail.OPEN);
    var waits = table == FactTable.TURN ? latencies : Set.<Boolean>of();
    tallies.sampled(table, sample);
    return ClusterQuery.run(
            connection, scope, breakdown, table, of, openBounds, waits, sample, kept, tallies)
        .chain(
            sampled ->
                sampled.sampleTooSmall(table)
                    ? clusters(connection, scope, breakdown, table, of, sample.larger(), sampled)
                    : Uni.createFrom().item(sampled));
  }

  /** Mean waits have no design effect that groups and steps could share: all are read. */
  private ContactSample sample(
      FactTable table, Set<Ratio> of, Breakdown breakdown, Tallies tallies) {
    return table == FactTable.TURN && !latencies.isEmpty() && !breakdown.equals(Breakdown.NONE)
        ? ContactSample.ALL
        : ContactSample.of(
            facts(table, of, tallies),
            breakdown.equals(Breakdown.NONE) ? largestSample / OF_ONE_CELL : largestSample);
  }

  /** Contacts are counted and not their facts, where nothing else is: there are some times more. */
  private static long facts(FactTable table, Set<Ratio> of, Tallies tallies) {
    boolean contacts =
        !of.isEmpty() && of.stream().allMatch(ratio -> ratio.denominator().ofContacts());
    return tallies.facts(table) * (contacts ? FACTS_OF_A_CONTACT : 1);
  }

  private List<Step> steps(RateDetail detail) {
    return switch (detail) {
      case CONVERSION ->
          List.of(
              ConversionQuery::run,
              AttributionQuery::run,
              (c, s, b, t) -> ConversionQuery.hide(c, s, b, small, t));
      case EPISODE_CONVERSION ->
          List.of((c, s, b, t) -> EpisodeConversionQuery.run(c, s, b, cubes, t));
      case ESCALATION ->
          List.of(
              (c, s, b, t) -> PersonWaitQuery.ESCALATION.run(c, s, b, cubes, t),
              (c, s, b, t) -> PersonWaitQuery.reasons(c, s, b, cubes, small, t));
      case QUEUE -> List.of((c, s, b, t) -> PersonWaitQuery.QUEUE.run(c, s, b, cubes, t));
      case FALLBACK -> List.of((c, s, b, t) -> IntentQuery.run(c, s, b, cubes, small, t));
      case FLOW ->
          List.of(
              (c, s, b, t) -> FlowStepQuery.run(c, s, b, cubes, small, t),
              (c, s, b, t) -> FlowStepQuery.depths(c, s, b, cubes, small, t));
      case CART -> List.of((c, s, b, t) -> CartQuery.run(c, s, b, cubes, small, t));
      case OPEN, RESPONSE, ANSWER, DELIVERY, CLICK, OPT_OUT, SELF_RESOLUTION, COVERAGE -> List.of();
      // One statement reads the ratings on all scales.
      case SATISFACTION, PROMOTERS, EFFORT -> List.of();
    };
  }

  private static boolean anyCensored(Tallies tallies, boolean first) {
    return tallies.cells().stream()
        .anyMatch(cell -> Assessment.censored(tallies.of(cell).latencies(first)));
  }
}
