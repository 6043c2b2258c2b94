package io.rapport.metrics.kpi;

import static java.util.Objects.requireNonNull;

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
 * @param days the zone by whose clock sums are kept by days, where they are; any question may be
 *     asked in another
 * @param asOf the moment maturity is judged at, in whole seconds as the facts are
 */
record Scope(
    int accountId,
    Period period,
    ZoneId zone,
    Map<Dimension, List<String>> filters,
    Optional<ZoneId> days,
    Instant asOf) {

  Scope {
    requireNonNull(period, "period is null");
    requireNonNull(zone, "zone is null");
    requireNonNull(days, "days is null");
    requireNonNull(asOf, "asOf is null");
    filters = Map.copyOf(filters);
  }

  /** Without sums by days. */
  Scope(
      int accountId,
      Period period,
      ZoneId zone,
      Map<Dimension, List<String>> filters,
      Instant asOf) {
    this(accountId, period, zone, filters, Optional.empty(), asOf);
  }

  Scope over(Period other) {
    return new Scope(accountId, other, zone, filters, days, asOf);
  }

  Scope withDays(Optional<ZoneId> keptByDays) {
    return new Scope(accountId, period, zone, filters, keptByDays, asOf);
  }
}
