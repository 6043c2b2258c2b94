package io.rapport.common.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns what names a person or a message into a keyed digest, so that the database can find it
 * again but nobody can read it there. A wamid needs this too: it contains the phone number.
 *
 * <p>The digest is HMAC-SHA256 under the pepper over the domain and the parts, each preceded by its
 * length in bytes (so that no two lists of parts read the same), cut to 128 bits and carried as a
 * UUID of version 8 (RFC 9562). Safe for use by several threads.
 */
public final class Pseudonyms {

  /** Keeps digests of different things apart. The codes go into what is stored and never change. */
  public enum Domain {
    ALIAS(0),
    MESSAGE(1),
    EVENT(2),
    QUARANTINE(3),
    REPORTED(4),
    REFERENCE(5);

    private final byte code;

    Domain(int code) {
      this.code = (byte) code;
    }
  }

  private static final String ALGORITHM = "HmacSHA256";
  private static final int PEPPER_BYTES = 32;

  private final Mac template;

  /**
   * @param pepper 32 secret bytes; another pepper makes every known person a stranger
   */
  public Pseudonyms(byte[] pepper) {
    requireNonNull(pepper, "pepper is null");
    if (pepper.length != PEPPER_BYTES) {
      throw new IllegalArgumentException(
          "the pepper must have " + PEPPER_BYTES + " bytes, not " + pepper.length);
    }
    try {
      template = Mac.getInstance(ALGORITHM);
      template.init(new SecretKeySpec(pepper, ALGORITHM));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("HMAC-SHA256 is not available", e);
    }
  }

  /** The digest of the parts, in their order. */
  public UUID digest(Domain domain, String... parts) {
    var mac = copy();
    mac.update(domain.code);
    for (var part : parts) {
      var bytes = part.getBytes(UTF_8);
      mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
      mac.update(bytes);
    }
    return version8(mac.doFinal());
  }

  /** The digest of raw bytes. */
  public UUID digest(Domain domain, byte[] bytes) {
    var mac = copy();
    mac.update(domain.code);
    mac.update(bytes);
    return version8(mac.doFinal());
  }

  private Mac copy() {
    try {
      return (Mac) template.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("HMAC-SHA256 of this platform cannot be copied", e);
    }
  }

  private static UUID version8(byte[] digest) {
    var buffer = ByteBuffer.wrap(digest);
    long high = (buffer.getLong() & 0xffffffffffff0fffL) | 0x8000L;
    long low = (buffer.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
    return new UUID(high, low);
  }
}
