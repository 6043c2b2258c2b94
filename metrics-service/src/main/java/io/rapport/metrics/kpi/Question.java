package io.rapport.metrics.kpi;

import static java.util.Objects.requireNonNull;

import io.rapport.common.security.Account;
import io.rapport.metrics.settings.InEffect;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What somebody wants to know.
 *
 * @param filters the values a fact must have one of, by dimension, as they stand in the URL
 * @param latest whether nobody named the period, so that it ends with the day that is running
 * @param asOf the moment maturity is judged at, in whole seconds
 * @param comparison what the period is compared with
 * @param singleContacts whether who asks may see single contacts; else small groups are merged
 */
record Question(
    Account account,
    List<KpiDefinition> kpis,
    Period period,
    boolean latest,
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
        latest,
        zone,
        filters,
        byDimension,
        byTime,
        comparedWith,
        singleContacts,
        asOf);
  }

  /**
   * The same in two parts where nobody named the period: KPIs of which a period says nothing before
   * it is over are then told of the latest that is.
   */
  List<Question> parts() {
    var whole = kpis.stream().filter(Question::countsWhenOver).toList();
    // Of a series the last step may well be the running one.
    if (!latest || granularity.isPresent() || whole.isEmpty()) {
      return List.of(this);
    }
    var over = about(whole, over());
    var others = kpis.stream().filter(kpi -> !countsWhenOver(kpi)).toList();
    return others.isEmpty() ? List.of(over) : List.of(about(others, period), over);
  }

  /** Itself, or where all its KPIs are of that kind, the same of the latest period that is over. */
  Question settled() {
    var parts = parts();
    return parts.size() == 1 ? parts.getFirst() : this;
  }

  private static boolean countsWhenOver(KpiDefinition kpi) {
    return kpi.computation() instanceof Computation.Retention;
  }

  /** The same days, moved so that they end with the one before the running one. */
  private Period over() {
    var today = asOf.atZone(zone).toLocalDate();
    long ahead = ChronoUnit.DAYS.between(today, period.to().atZone(zone).toLocalDate());
    return new Period(
        period.from().atZone(zone).toLocalDate().minusDays(ahead).atStartOfDay(zone).toInstant(),
        today.atStartOfDay(zone).toInstant());
  }

  private Question about(List<KpiDefinition> some, Period when) {
    return new Question(
        account,
        some,
        when,
        false,
        zone,
        filters,
        groupBy,
        granularity,
        comparison,
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
