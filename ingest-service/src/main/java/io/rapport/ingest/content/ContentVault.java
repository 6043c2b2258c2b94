package io.rapport.ingest.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.rapport.common.identity.IdentityCipher;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;

/**
 * Seals text under its contact's data key, bound to its message. The data key is the one of {@code
 * contact_key}, bound to the contact's id: without it, nobody reads the text again.
 */
final class ContentVault {

  /** Keeps a sealed text from being passed off as anything else under the same key. */
  private static final byte DOMAIN = 'c';

  private final IdentityCipher cipher;

  ContentVault(IdentityCipher cipher) {
    this.cipher = requireNonNull(cipher, "cipher is null");
  }

  /** What {@code message_content} keeps. */
  byte[] seal(UUID contactId, byte[] wrappedKey, UUID messageId, byte[] text) {
    return cipher.encrypt(wrappedKey, keyContext(contactId), text, context(messageId));
  }

  String open(UUID contactId, byte[] wrappedKey, UUID messageId, byte[] ciphertext) {
    return new String(
        cipher.decrypt(wrappedKey, keyContext(contactId), ciphertext, context(messageId)), UTF_8);
  }

  /** The same text for another contact; empty if the key is not the one it was sealed with. */
  Optional<byte[]> sealAgain(
      UUID from, byte[] fromKey, UUID to, byte[] toKey, UUID messageId, byte[] ciphertext) {
    byte[] text;
    try {
      text = cipher.decrypt(fromKey, keyContext(from), ciphertext, context(messageId));
    } catch (IllegalArgumentException destroyed) {
      return Optional.empty();
    }
    return Optional.of(seal(to, toKey, messageId, text));
  }

  private static byte[] keyContext(UUID contactId) {
    return ByteBuffer.allocate(2 * Long.BYTES)
        .putLong(contactId.getMostSignificantBits())
        .putLong(contactId.getLeastSignificantBits())
        .array();
  }

  private static byte[] context(UUID messageId) {
    return ByteBuffer.allocate(1 + 2 * Long.BYTES)
        .put(DOMAIN)
        .putLong(messageId.getMostSignificantBits())
        .putLong(messageId.getLeastSignificantBits())
        .array();
  }
}
