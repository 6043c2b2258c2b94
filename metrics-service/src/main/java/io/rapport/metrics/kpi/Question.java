package io.rapport.metrics.kpi;

import static java.util.Objects.requireNonNull;

import io.rapport.common.security.Account;
import io.rapport.metrics.settings.InEffect;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What somebody wants to know.
 *
 * @param filters the values a fact must have one of, by dimension, as they stand in the URL
 * @param asOf the moment maturity is judged at, in whole seconds
 * @param comparison what the period is compared with
 * @param singleContacts whether who asks may see single contacts; else small groups are merged
 */
record Question(
    Account account,
    List<KpiDefinition> kpis,
    Period period,
    ZoneId zone,
    Map<Dimension, List<String>> filters,
    Optional<Dimension> groupBy,
    Optional<Granularity> granularity,
    Optional<Comparison> comparison,
    boolean singleContacts,
    Instant asOf) {

  Question {
    requireNonNull(account, "account is null");
    kpis = List.copyOf(kpis);
    requireNonNull(period, "period is null");
    requireNonNull(zone, "zone is null");
    filters = Map.copyOf(filters);
    requireNonNull(groupBy, "groupBy is null");
    requireNonNull(granularity, "granularity is null");
    requireNonNull(comparison, "comparison is null");
    requireNonNull(asOf, "asOf is null");
  }

  /** The same, of one KPI, divided and compared. */
  Question divided(
      Optional<Dimension> byDimension,
      Optional<Granularity> byTime,
      Optional<Comparison> comparedWith) {
    return new Question(
        account,
        kpis,
        period,
        zone,
        filters,
        byDimension,
        byTime,
        comparedWith,
        singleContacts,
        asOf);
  }

  /** The period it is compared with, if any. */
  Optional<Period> earlier() {
    return comparison.map(with -> with.of(period, zone));
  }

  /**
   * Which facts it is about, in the database's words.
   *
   * @param settings with which they were made
   */
  Scope scope(Channels channels, InEffect settings) {
    return new Scope(account.id(), period, zone, channels.encode(filters), asOf, settings);
  }

  boolean about(Dimension dimension) {
    return filters.containsKey(dimension) || groupBy.filter(dimension::equals).isPresent();
  }
}
