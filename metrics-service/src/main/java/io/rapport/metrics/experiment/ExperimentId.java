package io.rapport.metrics.experiment;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * What names an experiment in its address: account (4 bytes) and id (16) as base64url, 27
 * characters. The account leads to the rows.
 */
record ExperimentId(int accountId, UUID id) {

  private static final int BYTES = 4 + 16;

  ExperimentId {
    requireNonNull(id, "id is null");
  }

  String text() {
    var bytes =
        ByteBuffer.allocate(BYTES)
            .putInt(accountId)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /** Empty where the text can be no name. */
  static Optional<ExperimentId> of(String text) {
    try {
      var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
      if (bytes.remaining() != BYTES) {
        return Optional.empty();
      }
      return Optional.of(
          new ExperimentId(bytes.getInt(), new UUID(bytes.getLong(), bytes.getLong())));
    } catch (IllegalArgumentException noBase64) {
      return Optional.empty();
    }
  }
}
