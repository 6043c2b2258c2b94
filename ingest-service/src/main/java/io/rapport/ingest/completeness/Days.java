package io.rapport.ingest.completeness;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Whole days of a time zone.
 *
 * @param first belongs to it
 * @param end no longer does
 */
record Days(LocalDate first, LocalDate end, ZoneId zone) {

  Days {
    requireNonNull(zone, "zone is null");
    if (!first.isBefore(end)) {
      throw new IllegalArgumentException("from " + first + " is not before to " + end);
    }
  }

  Instant from() {
    return first.atStartOfDay(zone).toInstant();
  }

  Instant to() {
    return end.atStartOfDay(zone).toInstant();
  }

  LocalDate dayOf(Instant moment) {
    return moment.atZone(zone).toLocalDate();
  }
}
