package io.rapport.metrics.projection;

import java.time.Instant;
import java.time.ZoneId;

/**
 * How long the buckets of a cube are. Quarters of an hour are exact for every zone in use; days and
 * months are those of one zone, so that few rows answer for a long period there. The codes are
 * added to the code of a cube, stored, and never reused.
 */
public enum Span {
  QUARTER_HOUR(0),
  DAY(10),
  MONTH(20);

  private static final long QUARTER_SECONDS = 15 * 60;

  private final short code;

  Span(int code) {
    this.code = (short) code;
  }

  public short code() {
    return code;
  }

  /** The table of the sums of some facts. */
  public String table(String facts) {
    return facts + (this == QUARTER_HOUR ? "_cube" : "_day");
  }

  /** When the bucket began that a moment lies in; a day with two midnights begins at the first. */
  public Instant begin(Instant moment, ZoneId zone) {
    return switch (this) {
      case QUARTER_HOUR ->
          Instant.ofEpochSecond(
              Math.floorDiv(moment.getEpochSecond(), QUARTER_SECONDS) * QUARTER_SECONDS);
      case DAY -> moment.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
      case MONTH ->
          moment.atZone(zone).toLocalDate().withDayOfMonth(1).atStartOfDay(zone).toInstant();
    };
  }

  /** When the bucket ends that a moment lies in; no longer part of it. */
  public Instant end(Instant moment, ZoneId zone) {
    return switch (this) {
      case QUARTER_HOUR -> begin(moment, zone).plusSeconds(QUARTER_SECONDS);
      case DAY -> moment.atZone(zone).toLocalDate().plusDays(1).atStartOfDay(zone).toInstant();
      case MONTH ->
          moment
              .atZone(zone)
              .toLocalDate()
              .withDayOfMonth(1)
              .plusMonths(1)
              .atStartOfDay(zone)
              .toInstant();
    };
  }
}
