package io.rapport.ingest.quarantine;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * Where a page of items ended. Written as base64url of the time in microseconds (8 bytes) and the
 * id (16).
 */
record Cursor(Instant receivedAt, UUID id) {

  /** Before everything. */
  static final Cursor START = new Cursor(Instant.EPOCH, new UUID(0, 0));

  private static final int LENGTH = 8 + 16;
  private static final long MICROS = 1_000_000;

  /** The last the database can tell from others of its kind. */
  private static final long LATEST = Instant.parse("9999-01-01T00:00:00Z").getEpochSecond();

  Cursor {
    requireNonNull(receivedAt, "receivedAt is null");
    requireNonNull(id, "id is null");
  }

  String encode() {
    var bytes =
        ByteBuffer.allocate(LENGTH)
            .putLong(receivedAt.getEpochSecond() * MICROS + receivedAt.getNano() / 1000)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /** Empty where the text is no cursor. */
  static Optional<Cursor> decode(String text) {
    byte[] decoded;
    try {
      decoded = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException noCursor) {
      return Optional.empty();
    }
    if (decoded.length != LENGTH) {
      return Optional.empty();
    }
    var bytes = ByteBuffer.wrap(decoded);
    long micros = bytes.getLong();
    long seconds = Math.floorDiv(micros, MICROS);
    if (seconds < 0 || seconds >= LATEST) {
      return Optional.empty();
    }
    return Optional.of(
        new Cursor(
            Instant.ofEpochSecond(seconds, Math.floorMod(micros, MICROS) * 1000),
            new UUID(bytes.getLong(), bytes.getLong())));
  }
}
