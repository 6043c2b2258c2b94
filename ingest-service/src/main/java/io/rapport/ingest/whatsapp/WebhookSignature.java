package io.rapport.ingest.whatsapp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells whether a body comes from Meta: header {@code X-Hub-Signature-256} is {@code sha256=} and
 * the hex of HMAC-SHA256 under an app secret over the bytes as received (docs/whatsapp.md). Safe
 * for use by several threads.
 */
final class WebhookSignature {

  static final String HEADER = "X-Hub-Signature-256";

  private static final String PREFIX = "sha256=";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int HEX_LENGTH = 64;

  private final List<Mac> templates;

  /**
   * @param appSecrets all that are in use; a body signed with any of them is accepted; surrounding
   *     space and blank ones are ignored
   */
  WebhookSignature(List<String> appSecrets) {
    // A list that people write has spaces and stray commas; a secret has neither.
    this.templates =
        appSecrets.stream()
            .map(String::strip)
            .filter(secret -> !secret.isEmpty())
            .map(WebhookSignature::template)
            .toList();
    if (templates.isEmpty()) {
      throw new IllegalArgumentException("at least one app secret is needed");
    }
  }

  /** Takes the same time whichever byte of a signature is wrong. */
  boolean valid(String header, byte[] body) {
    if (!header.startsWith(PREFIX) || header.length() != PREFIX.length() + HEX_LENGTH) {
      return false;
    }
    byte[] claimed;
    try {
      claimed = HexFormat.of().parseHex(header, PREFIX.length(), header.length());
    } catch (IllegalArgumentException notHex) {
      return false;
    }
    boolean valid = false;
    for (var template : templates) {
      valid |= MessageDigest.isEqual(copy(template).doFinal(body), claimed);
    }
    return valid;
  }

  private static Mac template(String secret) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM));
      return mac;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("HMAC-SHA256 is not available", e);
    }
  }

  private static Mac copy(Mac template) {
    try {
      return (Mac) template.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("HMAC-SHA256 of this platform cannot be copied", e);
    }
  }
}
