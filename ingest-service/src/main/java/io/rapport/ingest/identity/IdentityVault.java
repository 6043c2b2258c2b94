package io.rapport.ingest.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.rapport.common.identity.IdentityCipher;
import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * Seals identities the way they are stored: the contact's data key is bound to the contact's id,
 * the ciphertext to the alias's digest, so that neither can be passed off as another's.
 */
final class IdentityVault {

  private final IdentityCipher cipher;

  IdentityVault(IdentityCipher cipher) {
    this.cipher = requireNonNull(cipher, "cipher is null");
  }

  /** A fresh data key for a contact, wrapped for {@code contact_key}. */
  byte[] newKey(UUID contactId) {
    return cipher.newWrappedDataKey(bytes(contactId));
  }

  /** What {@code contact_identity} keeps. */
  byte[] seal(UUID contactId, byte[] wrappedKey, UUID digest, String value) {
    return cipher.encrypt(wrappedKey, bytes(contactId), value.getBytes(UTF_8), bytes(digest));
  }

  /**
   * @throws IllegalStateException if the key-encryption key is another than when it was sealed
   */
  String open(UUID contactId, byte[] wrappedKey, UUID digest, byte[] ciphertext) {
    try {
      return new String(
          cipher.decrypt(wrappedKey, bytes(contactId), ciphertext, bytes(digest)), UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(
          "a stored identity cannot be decrypted: is RAPPORT_KEY_ENCRYPTION_KEY another one than"
              + " before?",
          e);
    }
  }

  private static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(2 * Long.BYTES)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }
}
