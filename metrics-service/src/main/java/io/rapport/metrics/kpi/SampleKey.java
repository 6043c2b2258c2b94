package io.rapport.metrics.kpi;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is asked of a sample of contacts. How contacts differ does not change within hours, so the
 * period is known by its days, and the moment of asking not at all.
 *
 * @param waits of which turns mean waits are asked
 */
record SampleKey(
    int accountId,
    int settingsVersion,
    Instant fromDay,
    Instant toDay,
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
        scope.period().from().truncatedTo(ChronoUnit.DAYS),
        scope.period().to().truncatedTo(ChronoUnit.DAYS),
        scope.zone(),
        scope.filters(),
        breakdown,
        table,
        ratios,
        openBounds,
        waits,
        sample);
  }
}
