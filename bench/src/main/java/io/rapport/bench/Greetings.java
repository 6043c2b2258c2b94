package io.rapport.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.vertx.core.buffer.Buffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Makes signed webhooks of texts, each of the next customer, so that customers are known before
 * anything is measured. Not thread-safe; who comes next is known to all instances that share a
 * counter.
 */
final class Greetings implements Requests {
  private static final int TEXTS = 100;
  private static final long FIRST_CUSTOMER = 4_915_100_000_000L;

  private final AtomicLong counter;
  private final SignedWebhooks signed;
  private final int contacts;

  private Greetings(AtomicLong counter, SignedWebhooks signed, int contacts) {
    this.counter = counter;
    this.signed = signed;
    this.contacts = contacts;
  }

  /**
   * @param contacts how many customers there are
   */
  static Source source(String secret, int port, int contacts) {
    return new Source() {
      @Override
      public Requests open(AtomicLong counter) throws GeneralSecurityException {
        return new Greetings(counter, new SignedWebhooks(secret, port), contacts);
      }

      @Override
      public int messages() {
        return TEXTS;
      }

      @Override
      public int before() {
        return Math.ceilDiv(contacts, TEXTS);
      }
    };
  }

  /** The phone number of a customer. */
  static String customer(long number, int contacts) {
    return Long.toString(FIRST_CUSTOMER + number % contacts);
  }

  @Override
  public Buffer next() {
    long first = counter.getAndAdd(TEXTS);
    long now = Instant.now().getEpochSecond();
    var texts =
        LongStream.range(first, first + TEXTS)
            .mapToObj(number -> WebhookBody.text(customer(number, contacts), "H" + number, now))
            .collect(Collectors.joining(","));
    return signed.request(
        WebhookBody.of(Exchanges.ACCOUNT, Exchanges.CHANNEL, texts, "").getBytes(US_ASCII));
  }
}
