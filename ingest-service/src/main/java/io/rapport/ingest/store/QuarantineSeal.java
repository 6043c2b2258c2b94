package io.rapport.ingest.store;

import static java.util.Objects.requireNonNull;

import io.rapport.common.identity.IdentityCipher;
import io.rapport.common.identity.Pseudonyms;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * How items of quarantine are named and encrypted: the id is a keyed digest of the content, so that
 * a repeated delivery is kept once; the ciphertext is under the key-encryption key and bound to the
 * id. Thread-safe.
 */
@ApplicationScoped
public class QuarantineSeal {

  private final Pseudonyms pseudonyms;
  private final IdentityCipher cipher;

  public QuarantineSeal(Pseudonyms pseudonyms, IdentityCipher cipher) {
    this.pseudonyms = requireNonNull(pseudonyms, "pseudonyms is null");
    this.cipher = requireNonNull(cipher, "cipher is null");
  }

  /**
   * @param body as it came in, all of it
   */
  public UUID id(byte[] body) {
    return pseudonyms.digest(Pseudonyms.Domain.QUARANTINE, body);
  }

  public byte[] seal(UUID id, byte[] body) {
    return cipher.seal(body, bytes(id));
  }

  /**
   * @throws IllegalArgumentException if the key-encryption key is another than when it was sealed
   */
  public byte[] open(UUID id, byte[] ciphertext) {
    return cipher.open(ciphertext, bytes(id));
  }

  private static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(2 * Long.BYTES)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }
}
