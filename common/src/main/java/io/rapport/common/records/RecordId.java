package io.rapport.common.records;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * What names a record in its address: account (4 bytes) and id (16) as base64url, 27 characters.
 * The account leads to the rows.
 */
public record RecordId(int accountId, UUID id) {

  private static final int BYTES = 4 + 16;

  public RecordId {
    requireNonNull(id, "id is null");
  }

  /** As it stands in addresses. */
  public String text() {
    var bytes =
        ByteBuffer.allocate(BYTES)
            .putInt(accountId)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /** Empty where the text can be no name. */
  public static Optional<RecordId> of(String text) {
    try {
      var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
      if (bytes.remaining() != BYTES) {
        return Optional.empty();
      }
      return Optional.of(new RecordId(bytes.getInt(), new UUID(bytes.getLong(), bytes.getLong())));
    } catch (IllegalArgumentException noBase64) {
      return Optional.empty();
    }
  }
}
