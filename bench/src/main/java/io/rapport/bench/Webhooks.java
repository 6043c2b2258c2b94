package io.rapport.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.vertx.core.buffer.Buffer;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes signed webhooks as complete HTTP requests: one text message each, never the same twice, of
 * one of {@value #CUSTOMERS} customers of one account. Not thread-safe (a {@link Mac} is not);
 * wamids are unique over all instances that share a counter.
 */
final class Webhooks {
  static final int BODY_BYTES = 1024;
  static final int CUSTOMERS = 1000;

  private static final String BODY_START =
      """
      {"object":"whatsapp_business_account","entry":[{"id":"100000000000001","changes":[{"field":"messages",\
      "value":{"messaging_product":"whatsapp","metadata":{"display_phone_number":"15550001111",\
      "phone_number_id":"1000001"},"contacts":[{"profile":{"name":"Customer"},"wa_id":\"""";
  private static final String BODY_END = "\"},\"type\":\"text\"}]}}]}]}";

  private final AtomicLong counter;
  private final InstantSource clock;
  private final Mac mac;
  private final String headStart;

  Webhooks(AtomicLong counter, InstantSource clock, String secret, int port)
      throws GeneralSecurityException {
    this.counter = counter;
    this.clock = clock;
    mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(US_ASCII), "HmacSHA256"));
    headStart =
        """
        POST /webhooks/whatsapp HTTP/1.1\r
        Host: 127.0.0.1:%d\r
        Content-Type: application/json\r
        Content-Length: %d\r
        X-Hub-Signature-256: sha256="""
            .formatted(port, BODY_BYTES);
  }

  Buffer next() {
    var body = body(counter.incrementAndGet());
    return Buffer.buffer(headStart.length() + 68 + BODY_BYTES)
        .appendString(headStart)
        .appendString(HexFormat.of().formatHex(mac.doFinal(body)))
        .appendString("\r\n\r\n")
        .appendBytes(body);
  }

  private byte[] body(long number) {
    var customer = Long.toString(4_915_100_000_000L + number % CUSTOMERS);
    // Concatenation, not a format string: this runs tens of thousands of times a second beside what
    // is
    // measured.
    var start =
        (BODY_START
                + customer
                + "\"}],\"messages\":[{\"from\":\""
                + customer
                + "\",\"id\":\"wamid.BENCH"
                + (1_000_000_000L + number)
                + "\",\"timestamp\":\""
                + clock.instant().getEpochSecond()
                + "\",\"text\":{\"body\":\"")
            .getBytes(US_ASCII);
    var body = new byte[BODY_BYTES];
    System.arraycopy(start, 0, body, 0, start.length);
    var end = BODY_END.getBytes(US_ASCII);
    Arrays.fill(body, start.length, BODY_BYTES - end.length, (byte) 'x');
    System.arraycopy(end, 0, body, BODY_BYTES - end.length, end.length);
    return body;
  }
}
