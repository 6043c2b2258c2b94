package io.rapport.metrics.kpi;

import static java.util.Objects.requireNonNull;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A half-open stretch of time: {@code from} belongs to it, {@code to} does not. */
@RegisterForReflection
@Schema(
    name = "Period",
    description = "From a moment on, up to another that no longer belongs to it",
    requiredProperties = {"from", "to"})
record Period(Instant from, Instant to) {

  Period {
    requireNonNull(from, "from is null");
    requireNonNull(to, "to is null");
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("from " + from + " is not before to " + to);
    }
  }

  Duration length() {
    return Duration.between(from, to);
  }

  /**
   * The period of the same length just before: of as many days by the calendar of the zone, where
   * both ends are midnights, so that a day of 23 hours is compared with a whole one.
   */
  Period previous(ZoneId zone) {
    var first = wholeDay(from, zone);
    var last = wholeDay(to, zone);
    if (first.isPresent() && last.isPresent()) {
      long days = ChronoUnit.DAYS.between(first.get(), last.get());
      return new Period(begin(first.get().minusDays(days), zone), from);
    }
    return new Period(from.minus(length()), from);
  }

  /** The same dates and hours of the zone a year before; the day after February 28 is March 1. */
  Period yearBefore(ZoneId zone) {
    var begin = yearBefore(from, zone);
    var end = yearBefore(to, zone);
    // Where the period begins on February 28 and ends on the 29th, both would be the same day.
    return new Period(begin, begin.isBefore(end) ? end : begin.plus(length()));
  }

  private static Instant yearBefore(Instant moment, ZoneId zone) {
    return wholeDay(moment, zone)
        .map(day -> begin(day.minusYears(1), zone))
        .orElseGet(() -> moment.atZone(zone).minusYears(1).toInstant());
  }

  /** The day that begins at a moment, at midnight or where the clocks skip it after that. */
  private static Optional<LocalDate> wholeDay(Instant moment, ZoneId zone) {
    return Optional.of(moment.atZone(zone).toLocalDate())
        .filter(day -> begin(day, zone).equals(moment));
  }

  private static Instant begin(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toInstant();
  }
}
