package io.rapport.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.vertx.core.buffer.Buffer;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs the bodies of webhooks as WhatsApp does. Not thread-safe: a {@link Mac} is not. */
final class SignedWebhooks {
  static final String PATH = "/webhooks/whatsapp";
  static final String HEADER = "X-Hub-Signature-256";

  private final Mac mac;
  private final String head;

  /**
   * @param port of the service that they are sent to, on this machine
   */
  SignedWebhooks(String secret, int port) throws GeneralSecurityException {
    head =
        """
        POST %s HTTP/1.1\r
        Host: 127.0.0.1:%d\r
        Content-Type: application/json\r
        Content-Length:\s"""
            .formatted(PATH, port);
    mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(US_ASCII), "HmacSHA256"));
  }

  /** The value of {@value #HEADER}. */
  String signature(byte[] body) {
    return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
  }

  /** The complete HTTP request. */
  Buffer request(byte[] body) {
    return Buffer.buffer(head.length() + 128 + body.length)
        .appendString(head)
        .appendString(Integer.toString(body.length))
        .appendString("\r\n" + HEADER + ": ")
        .appendString(signature(body))
        .appendString("\r\n\r\n")
        .appendBytes(body);
  }
}
