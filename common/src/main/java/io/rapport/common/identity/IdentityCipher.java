package io.rapport.common.identity;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts identities under a data key per contact, and data keys under the key-encryption key.
 * Destroying a contact's wrapped key makes everything encrypted under it unreadable for ever.
 *
 * <p>AES-256-GCM. A ciphertext is one version byte (1), 12 random nonce bytes, then the ciphertext
 * with its 16-byte tag; the context given on encryption must be given again on decryption
 * (associated data). Safe for use by several threads.
 */
public final class IdentityCipher {

  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final byte VERSION = 1;

  private final SecretKey keyEncryptionKey;
  private final SecureRandom random;

  /**
   * @param keyEncryptionKey 32 secret bytes
   */
  public IdentityCipher(byte[] keyEncryptionKey, SecureRandom random) {
    requireNonNull(keyEncryptionKey, "keyEncryptionKey is null");
    if (keyEncryptionKey.length != KEY_BYTES) {
      throw new IllegalArgumentException(
          "the key-encryption key must have "
              + KEY_BYTES
              + " bytes, not "
              + keyEncryptionKey.length);
    }
    this.keyEncryptionKey = new SecretKeySpec(keyEncryptionKey, "AES");
    this.random = requireNonNull(random, "random is null");
  }

  /** A fresh data key, wrapped for storage. */
  public byte[] newWrappedDataKey(byte[] context) {
    var key = new byte[KEY_BYTES];
    random.nextBytes(key);
    return seal(keyEncryptionKey, key, context);
  }

  /** Encrypts under a wrapped data key. */
  public byte[] encrypt(
      byte[] wrappedDataKey, byte[] keyContext, byte[] plaintext, byte[] context) {
    return seal(unwrap(wrappedDataKey, keyContext), plaintext, context);
  }

  /**
   * Decrypts what {@link #encrypt} made.
   *
   * @throws IllegalArgumentException if key, context or ciphertext do not belong together
   */
  public byte[] decrypt(
      byte[] wrappedDataKey, byte[] keyContext, byte[] ciphertext, byte[] context) {
    return open(unwrap(wrappedDataKey, keyContext), ciphertext, context);
  }

  /** Encrypts what belongs to no contact directly under the key-encryption key. */
  public byte[] seal(byte[] plaintext, byte[] context) {
    return seal(keyEncryptionKey, plaintext, context);
  }

  /**
   * Decrypts what {@link #seal(byte[], byte[])} made.
   *
   * @throws IllegalArgumentException if context and ciphertext do not belong together
   */
  public byte[] open(byte[] ciphertext, byte[] context) {
    return open(keyEncryptionKey, ciphertext, context);
  }

  private SecretKey unwrap(byte[] wrapped, byte[] context) {
    return new SecretKeySpec(open(keyEncryptionKey, wrapped, context), "AES");
  }

  private byte[] seal(SecretKey key, byte[] plaintext, byte[] context) {
    var nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      var cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(context);
      var sealed = cipher.doFinal(plaintext);
      return ByteBuffer.allocate(1 + NONCE_BYTES + sealed.length)
          .put(VERSION)
          .put(nonce)
          .put(sealed)
          .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM failed", e);
    }
  }

  private static byte[] open(SecretKey key, byte[] sealed, byte[] context) {
    if (sealed.length < 1 + NONCE_BYTES + TAG_BITS / Byte.SIZE || sealed[0] != VERSION) {
      throw new IllegalArgumentException("not a ciphertext of version " + VERSION);
    }
    try {
      var cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, sealed, 1, NONCE_BYTES));
      cipher.updateAAD(context);
      return cipher.doFinal(sealed, 1 + NONCE_BYTES, sealed.length - 1 - NONCE_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("key, context and ciphertext do not belong together", e);
    }
  }
}
