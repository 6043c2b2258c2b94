package io.rapport.metrics.kpi;

import static java.util.Objects.requireNonNull;

import io.rapport.metrics.settings.InEffect;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which facts a question is about.
 *
 * @param filters the values of which a fact must have one, for each dimension that is filtered; as
 *     the database writes them
 * @param asOf the moment maturity is judged at, in whole seconds as the facts are
 * @param settings with which the facts were made
 */
record Scope(
    int accountId,
    Period period,
    ZoneId zone,
    Map<Dimension, List<String>> filters,
    Instant asOf,
    InEffect settings) {

  Scope {
    requireNonNull(period, "period is null");
    requireNonNull(zone, "zone is null");
    requireNonNull(asOf, "asOf is null");
    requireNonNull(settings, "settings is null");
    filters = Map.copyOf(filters);
  }

  /** Of an account that has chosen nothing. */
  Scope(
      int accountId,
      Period period,
      ZoneId zone,
      Map<Dimension, List<String>> filters,
      Instant asOf) {
    this(accountId, period, zone, filters, asOf, InEffect.DEFAULT);
  }

  Scope over(Period other) {
    return new Scope(accountId, other, zone, filters, asOf, settings);
  }

  /**
   * The zone by whose clock sums are kept by days, where they are; any question may be asked in
   * another.
   */
  Optional<ZoneId> days() {
    return settings.days();
  }
}
