package io.rapport.metrics.kpi;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is asked of a sample of contacts. How contacts differ does not change within hours, so the
 * period of a sample is known by its days, and the moment of asking not at all. Exactly, where it
 * tells of groups how many contacts they have at least: in a period there only come more.
 *
 * @param waits of which turns mean waits are asked
 */
record SampleKey(
    int accountId,
    int settingsVersion,
    Instant from,
    Instant to,
    ZoneId zone,
    Map<Dimension, List<String>> filters,
    Breakdown breakdown,
    FactTable table,
    Set<Ratio> ratios,
    boolean openBounds,
    Set<Boolean> waits,
    ContactSample sample) {

  SampleKey {
    filters = Map.copyOf(filters);
    ratios = Set.copyOf(ratios);
    waits = Set.copyOf(waits);
  }

  static SampleKey of(
      Scope scope,
      Breakdown breakdown,
      FactTable table,
      Set<Ratio> ratios,
      boolean openBounds,
      Set<Boolean> waits,
      ContactSample sample) {
    return new SampleKey(
        scope.accountId(),
        scope.settings().version(),
        known(scope.period().from(), breakdown, sample),
        known(scope.period().to(), breakdown, sample),
        scope.zone(),
        scope.filters(),
        breakdown,
        table,
        ratios,
        openBounds,
        waits,
        sample);
  }

  private static Instant known(Instant bound, Breakdown breakdown, ContactSample sample) {
    return sample.isAll() || breakdown.groupBy().isPresent()
        ? bound
        : bound.truncatedTo(ChronoUnit.DAYS);
  }
}
