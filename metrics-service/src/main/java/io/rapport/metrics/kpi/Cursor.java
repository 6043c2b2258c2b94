package io.rapport.metrics.kpi;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * Where a page of facts ended. Carries the moment maturity is judged at, so that all pages are
 * about the same facts, and a digest of the question, so that it cannot be continued as another
 * one.
 *
 * <p>Written as base64url of: asOf in seconds (8 bytes), time of the last fact in microseconds (8),
 * contact (16), id (16), digest of the question (4).
 */
record Cursor(Instant asOf, Instant time, UUID contactId, UUID id, int question) {

  private static final int LENGTH = 8 + 8 + 16 + 16 + 4;
  private static final long MICROS = 1_000_000;

  Cursor {
    requireNonNull(asOf, "asOf is null");
    requireNonNull(time, "time is null");
    requireNonNull(contactId, "contactId is null");
    requireNonNull(id, "id is null");
  }

  String encode() {
    var bytes =
        ByteBuffer.allocate(LENGTH)
            .putLong(asOf.getEpochSecond())
            .putLong(
                Math.addExact(
                    Math.multiplyExact(time.getEpochSecond(), MICROS), time.getNano() / 1000))
            .putLong(contactId.getMostSignificantBits())
            .putLong(contactId.getLeastSignificantBits())
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits())
            .putInt(question);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /** Empty where the text is no cursor. */
  static Optional<Cursor> decode(String text) {
    try {
      var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
      if (bytes.remaining() != LENGTH) {
        return Optional.empty();
      }
      var asOf = Instant.ofEpochSecond(bytes.getLong());
      long micros = bytes.getLong();
      var time =
          Instant.ofEpochSecond(
              Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1000);
      return Optional.of(
          new Cursor(
              asOf,
              time,
              new UUID(bytes.getLong(), bytes.getLong()),
              new UUID(bytes.getLong(), bytes.getLong()),
              bytes.getInt()));
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }
}
