package io.rapport.metrics.kpi;

import static java.util.Objects.requireNonNull;

import io.rapport.common.problem.Problem;
import io.rapport.common.security.Account;
import io.rapport.metrics.Moments;
import io.rapport.metrics.timeline.Exclusion;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads questions from URLs and says what is wrong with those that cannot be answered. */
@ApplicationScoped
class Questions {

  private static final int DEFAULT_DAYS = 30;

  private final KpiSettings settings;
  private final Limits limits;

  Questions(KpiSettings settings, Limits limits) {
    this.settings = requireNonNull(settings, "settings is null");
    this.limits = requireNonNull(limits, "limits is null");
  }

  /** The KPI of this name. */
  static KpiDefinition kpi(String id) {
    return Catalogue.find(id)
        .orElseThrow(
            () ->
                Problem.notFound(
                    "There is no KPI of this name. There are: "
                        + Catalogue.all().stream()
                            .map(KpiDefinition::id)
                            .collect(Collectors.joining(", "))
                        + "."));
  }

  /** The KPIs that can be filtered by all of these. */
  static List<KpiDefinition> withDimensions(Map<Dimension, List<String>> filters) {
    var kpis =
        Catalogue.all().stream()
            .filter(kpi -> kpi.filters().containsAll(filters.keySet()))
            .toList();
    if (kpis.isEmpty()) {
      throw Problem.badRequest(
          filters.keySet().iterator().next().id(),
          "No KPI has all of these dimensions: " + ids(List.copyOf(filters.keySet())) + ".");
    }
    return kpis;
  }

  /** The account somebody must name. */
  static String account(KpiParameters parameters) {
    if (parameters.account() == null || parameters.account().isBlank()) {
      throw Problem.badRequest("account", "Say which account: its WABA id.");
    }
    return parameters.account();
  }

  /** What is asked about period, zone and filters. */
  Question question(
      KpiParameters parameters,
      Map<Dimension, List<String>> filters,
      Account account,
      List<KpiDefinition> kpis,
      boolean singleContacts,
      Instant now) {
    var zone = zone(parameters.zone(), account);
    var asOf = Instant.ofEpochSecond(now.getEpochSecond());
    var period = period(parameters, zone, asOf);
    filters.forEach((dimension, values) -> checkFilter(dimension, values, kpis));
    return new Question(
        account,
        kpis,
        period,
        parameters.from() == null && parameters.to() == null,
        zone,
        filters,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        singleContacts,
        asOf);
  }

  /** The dimension to group by. */
  static Optional<Dimension> groupBy(String name, KpiDefinition kpi) {
    return Optional.ofNullable(name)
        .map(
            id ->
                Dimension.ofId(id)
                    .filter(kpi.groupings()::contains)
                    .orElseThrow(
                        () ->
                            Problem.badRequest(
                                "groupBy",
                                kpi.id()
                                    + " cannot be grouped by this. It can by: "
                                    + ids(kpi.groupings())
                                    + ".")));
  }

  /** The step of the series. */
  Optional<Granularity> granularity(String name, Period period) {
    var granularity =
        Optional.ofNullable(name)
            .map(
                id ->
                    Granularity.ofId(id)
                        .orElseThrow(
                            () ->
                                Problem.badRequest(
                                    "granularity", "Use one of: " + Granularity.ids() + ".")));
    granularity
        .filter(g -> g.stepsAtMost(period) > settings.mostSteps())
        .ifPresent(
            g -> {
              throw limits.exceeded(
                  "steps",
                  "granularity",
                  "By the "
                      + g.id()
                      + " this period has more than "
                      + settings.mostSteps()
                      + " steps. Ask for a shorter period or a coarser granularity.");
            });
    return granularity;
  }

  /** What the period is to be compared with. */
  static Optional<Comparison> comparison(String name) {
    return Optional.ofNullable(name)
        .map(
            id ->
                Comparison.ofId(id)
                    .orElseThrow(
                        () ->
                            Problem.badRequest(
                                "compare", "Use one of: " + Comparison.ids() + ".")));
  }

  /** The part of a KPI to open. */
  static Part part(String name) {
    return Optional.ofNullable(name)
        .flatMap(Part::ofId)
        .orElseThrow(() -> Problem.badRequest("part", "Say which part: numerator or denominator."));
  }

  /** Why facts were left out. */
  static Optional<Exclusion> reason(String name) {
    return Optional.ofNullable(name)
        .map(
            id ->
                Stream.of(Exclusion.values())
                    .filter(exclusion -> exclusion != Exclusion.NONE && exclusion.id().equals(id))
                    .findFirst()
                    .orElseThrow(
                        () ->
                            Problem.badRequest(
                                "reason", "Use one of: test, internal, group, erased, no-basis.")));
  }

  /** How many facts a page has. */
  int limit(String text) {
    if (text == null) {
      return settings.pageSize();
    }
    int limit;
    try {
      limit = Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw Problem.badRequest("limit", "The limit is not a whole number.");
    }
    if (limit < 1) {
      throw Problem.badRequest("limit", "The limit is below 1.");
    }
    if (limit > settings.largestPage()) {
      throw limits.exceeded(
          "page", "limit", "A page has at most " + settings.largestPage() + " facts.");
    }
    return limit;
  }

  /** The moment at which maturity is judged, for opening a number that was given then. */
  static Instant asOf(String text, Instant now) {
    if (text == null) {
      return now;
    }
    var asOf = Moments.instant(text, "asOf");
    if (asOf.isAfter(now)) {
      throw Problem.badRequest("asOf", "This moment has not come yet.");
    }
    return asOf;
  }

  private static ZoneId zone(String name, Account account) {
    var zone = name == null ? account.zone().getId() : name;
    // Java also reads offsets and UTC+3, which the database takes for the opposite.
    if (ZoneId.getAvailableZoneIds().contains(zone)) {
      return ZoneId.of(zone);
    }
    if (name == null) {
      return ZoneId.of("UTC");
    }
    throw Problem.badRequest(
        "zone", "This is no IANA time zone. Write it as in Europe/Berlin or UTC.");
  }

  private Period period(KpiParameters parameters, ZoneId zone, Instant now) {
    var to =
        parameters.to() == null
            ? now.atZone(zone).toLocalDate().plusDays(1).atStartOfDay(zone).toInstant()
            : Moments.read(parameters.to(), "to", zone);
    var from =
        parameters.from() == null
            ? to.atZone(zone).minusDays(DEFAULT_DAYS).toInstant()
            : Moments.read(parameters.from(), "from", zone);
    if (!from.isBefore(to)) {
      throw Problem.badRequest(
          "from", "The period is empty: from " + from + " is not before to " + to + ".");
    }
    var period = new Period(from, to);
    if (period.length().compareTo(settings.longestPeriod()) > 0) {
      throw limits.exceeded(
          "period",
          "from",
          "The period is longer than " + settings.longestPeriod().toDays() + " days.");
    }
    return period;
  }

  private void checkFilter(Dimension dimension, List<String> values, List<KpiDefinition> kpis) {
    var without = kpis.stream().filter(kpi -> !kpi.filters().contains(dimension)).toList();
    if (!without.isEmpty()) {
      throw Problem.badRequest(
          dimension.id(),
          without.stream().map(KpiDefinition::id).collect(Collectors.joining(", "))
              + " cannot be filtered by "
              + dimension.id()
              + ", only by: "
              + ids(without.getFirst().filters())
              + ".");
    }
    if (values.size() > settings.mostValues()) {
      throw limits.exceeded(
          "values", dimension.id(), "A filter has at most " + settings.mostValues() + " values.");
    }
    var known = dimension.names();
    if (!known.isEmpty() && !known.containsAll(values)) {
      throw Problem.badRequest(
          dimension.id(),
          "There is no such value. There are: "
              + known.stream().filter(v -> !v.isEmpty()).collect(Collectors.joining(", "))
              + ".");
    }
    // A text with U+0000 cannot be stored, so nothing can equal it, and the database refuses to
    // look.
    if (values.stream().anyMatch(value -> value.indexOf(0) >= 0)) {
      throw Problem.badRequest(dimension.id(), "A value contains the character U+0000.");
    }
  }

  private static String ids(List<Dimension> dimensions) {
    return dimensions.stream().map(Dimension::id).collect(Collectors.joining(", "));
  }

  /** What a cursor must have been made for. */
  static int digest(KpiDefinition kpi, String what, Map<String, List<String>> parameters) {
    return parameters.entrySet().stream()
        .filter(entry -> !Set.of("cursor", "limit", "asOf").contains(entry.getKey()))
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> entry.getKey() + "=" + List.copyOf(entry.getValue()))
        .collect(Collectors.joining("&", kpi.id() + " " + what + " ", ""))
        .hashCode();
  }
}
