package io.rapport.ingest.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** Seconds since the epoch, as string or number, in the months the database has partitions for. */
final class Timestamps {

  private static final long EARLIEST = startOf(2009);
  private static final long LATEST = startOf(2101);

  private Timestamps() {}

  /** Empty where it is no such time. */
  static Optional<Instant> of(JsonNode value) {
    var seconds = JsonFields.integer(value);
    return seconds.isPresent() && seconds.getAsLong() >= EARLIEST && seconds.getAsLong() < LATEST
        ? Optional.of(Instant.ofEpochSecond(seconds.getAsLong()))
        : Optional.empty();
  }

  private static long startOf(int year) {
    return LocalDate.of(year, 1, 1).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
  }
}
