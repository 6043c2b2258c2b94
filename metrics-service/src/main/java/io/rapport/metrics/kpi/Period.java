package io.rapport.metrics.kpi;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** A half-open stretch of time: {@code from} belongs to it, {@code to} does not. */
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
    var start = from.atZone(zone);
    var end = to.atZone(zone);
    if (start.toLocalTime().equals(LocalTime.MIDNIGHT)
        && end.toLocalTime().equals(LocalTime.MIDNIGHT)) {
      long days = ChronoUnit.DAYS.between(start.toLocalDate(), end.toLocalDate());
      return new Period(start.toLocalDate().minusDays(days).atStartOfDay(zone).toInstant(), from);
    }
    return new Period(from.minus(length()), from);
  }

  /** The same dates and hours of the zone a year before; the day after February 28 is March 1. */
  Period yearBefore(ZoneId zone) {
    var begin = from.atZone(zone).minusYears(1).toInstant();
    var end = to.atZone(zone).minusYears(1).toInstant();
    // Where the period begins on February 28 and ends on the 29th, both would be the same day.
    return new Period(begin, begin.isBefore(end) ? end : begin.plus(length()));
  }
}
