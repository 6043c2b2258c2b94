package io.rapport.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.vertx.core.buffer.Buffer;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Template messages as complete HTTP requests to the Graph API, or to who stands in its place: each
 * to the next of {@value #CUSTOMERS} customers. Not thread-safe.
 */
final class Sends implements Requests {
  static final int CUSTOMERS = 1000;
  static final String PHONE_NUMBER_ID = "1000001";

  private static final long FIRST_CUSTOMER = 4_915_100_000_000L;

  private final AtomicLong counter;
  private final String head;

  private Sends(AtomicLong counter, int port, String prefix) {
    this.counter = counter;
    head =
        """
        POST %s/v26.0/%s/messages HTTP/1.1\r
        Host: 127.0.0.1:%d\r
        Authorization: Bearer bench\r
        Content-Type: application/json\r
        X-Rapport-Campaign: bench\r
        X-Rapport-Variant: a\r
        Content-Length:\s"""
            .formatted(prefix, PHONE_NUMBER_ID, port);
  }

  /**
   * @param prefix of the path: empty for the Graph API itself
   */
  static Source source(int port, String prefix) {
    return new Source() {
      @Override
      public Requests open(AtomicLong counter) {
        return new Sends(counter, port, prefix);
      }

      @Override
      public int messages() {
        return 1;
      }

      @Override
      public int before() {
        return 2 * CUSTOMERS;
      }
    };
  }

  @Override
  public Buffer next() {
    var body =
        """
        {"messaging_product":"whatsapp","to":"%d","type":"template","template":{"name":"spring_offer",\
        "language":{"code":"de"},"components":[{"type":"button","sub_type":"quick_reply","index":"0",\
        "parameters":[{"type":"payload","payload":"more"}]}]}}"""
            .formatted(FIRST_CUSTOMER + counter.incrementAndGet() % CUSTOMERS)
            .getBytes(US_ASCII);
    return Buffer.buffer(head.length() + 16 + body.length)
        .appendString(head)
        .appendString(" ")
        .appendString(Integer.toString(body.length))
        .appendString("\r\n\r\n")
        .appendBytes(body);
  }
}
