package io.rapport.metrics.kpi;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How long the steps of a series are, by the clock and calendar of a zone. */
enum Granularity {
  HOUR,
  DAY,
  /** From Monday, as ISO 8601 has it. */
  WEEK,
  MONTH,
  /** From January, April, July and October. */
  QUARTER;

  /** No zone shifts its clock to anything finer, so no step of a series is missed. */
  private static final Duration FINEST = Duration.ofMinutes(15);

  /** The name in URLs. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Granularity> ofId(String id) {
    return Stream.of(values()).filter(granularity -> granularity.id().equals(id)).findFirst();
  }

  static String ids() {
    return Stream.of(values()).map(Granularity::id).collect(Collectors.joining(", "));
  }

  /** When the step began that a moment lies in; a day with two midnights begins at the first. */
  Instant truncate(Instant moment, ZoneId zone) {
    var local = moment.atZone(zone);
    return switch (this) {
      // Keeps the offset, so that the hour that comes twice in autumn is two steps.
      case HOUR -> local.toOffsetDateTime().truncatedTo(ChronoUnit.HOURS).toInstant();
      case DAY -> local.toLocalDate().atStartOfDay(zone).toInstant();
      case WEEK ->
          local
              .toLocalDate()
              .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
              .atStartOfDay(zone)
              .toInstant();
      case MONTH -> local.toLocalDate().withDayOfMonth(1).atStartOfDay(zone).toInstant();
      case QUARTER ->
          local.toLocalDate().with(IsoFields.DAY_OF_QUARTER, 1).atStartOfDay(zone).toInstant();
    };
  }

  /**
   * The beginnings of all steps that a period touches, the first of them perhaps before the period.
   */
  NavigableSet<Instant> steps(Period period, ZoneId zone) {
    var steps = new TreeSet<Instant>();
    for (var at = period.from(); at.isBefore(period.to()); at = next(at, zone)) {
      steps.add(truncate(at, zone));
    }
    return steps;
  }

  /** At most how many steps a period has, without walking through them. */
  long stepsAtMost(Period period) {
    long hours = period.length().toHours() + 1;
    return switch (this) {
      case HOUR -> hours + 1;
      case DAY -> hours / 23 + 2;
      case WEEK -> hours / (24 * 7 - 1) + 2;
      case MONTH -> hours / (24 * 28 - 1) + 2;
      case QUARTER -> hours / (24 * 90 - 1) + 2;
    };
  }

  private Instant next(Instant at, ZoneId zone) {
    return switch (this) {
      case HOUR -> at.plus(FINEST);
      case DAY, WEEK, MONTH, QUARTER ->
          at.atZone(zone).toLocalDate().plusDays(1).atStartOfDay(zone).toInstant();
    };
  }
}
