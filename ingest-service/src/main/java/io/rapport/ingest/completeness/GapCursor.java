package io.rapport.ingest.completeness;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * Where a page of gaps ended, as text: base64url of time in microseconds, gap, contact and message.
 */
final class GapCursor {

  private static final int LENGTH = 8 + 4 + 16 + 16;
  private static final long LATEST = micros(Instant.parse("2101-01-02T00:00:00Z"));

  private GapCursor() {}

  static String encode(GapQuery.Found last) {
    var bytes =
        ByteBuffer.allocate(LENGTH)
            .putLong(micros(last.occurredAt()))
            .putInt(last.gap().code())
            .putLong(last.contactId().getMostSignificantBits())
            .putLong(last.contactId().getLeastSignificantBits())
            .putLong(last.messageId().getMostSignificantBits())
            .putLong(last.messageId().getLeastSignificantBits());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /** The database can tell no shorter times apart. */
  private static long micros(Instant moment) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, moment);
  }

  /** Empty where the text is no cursor. */
  static Optional<GapQuery.Found> decode(String text) {
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
    var gap = Gap.ofCode(bytes.getInt());
    if (micros < 0 || micros > LATEST) {
      return Optional.empty();
    }
    return gap.map(
        known ->
            new GapQuery.Found(
                Instant.EPOCH.plus(micros, ChronoUnit.MICROS),
                known,
                new UUID(bytes.getLong(), bytes.getLong()),
                new UUID(bytes.getLong(), bytes.getLong()),
                0));
  }
}
