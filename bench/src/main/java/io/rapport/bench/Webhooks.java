package io.rapport.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.vertx.core.buffer.Buffer;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes signed webhooks as complete HTTP requests: text messages, never the same twice, each of
 * another of {@value #CUSTOMERS} customers of one account. Not thread-safe; wamids are unique over
 * all instances that share a counter.
 */
final class Webhooks implements Requests {
  /** How many bytes a message has, and as many again what stands around all of them. */
  private static final int BYTES_PER_MESSAGE = 512;

  static final int CUSTOMERS = 1000;

  private static final String START =
      """
      {"object":"whatsapp_business_account","entry":[{"id":"100000000000001","changes":[{"field":"messages",\
      "value":{"messaging_product":"whatsapp","metadata":{"display_phone_number":"15550001111",\
      "phone_number_id":"1000001"},"contacts":[""";
  private static final String BETWEEN = "],\"messages\":[";
  private static final String END = "]}}]}]}";
  private static final long FIRST_CUSTOMER = 4_915_100_000_000L;
  private static final long FIRST_MESSAGE = 1_000_000_000L;

  private final AtomicLong counter;
  private final InstantSource clock;
  private final SignedWebhooks signed;
  private final int messages;

  /**
   * @param messages of one webhook
   */
  Webhooks(AtomicLong counter, InstantSource clock, String secret, int port, int messages)
      throws GeneralSecurityException {
    this.counter = counter;
    this.clock = clock;
    this.messages = messages;
    signed = new SignedWebhooks(secret, port);
  }

  static int bodyBytes(int messages) {
    return (messages + 1) * BYTES_PER_MESSAGE;
  }

  /** Webhooks of so many messages each. */
  static Source source(String secret, int port, int messages) {
    return new Source() {
      @Override
      public Requests open(AtomicLong counter) throws GeneralSecurityException {
        return new Webhooks(counter, InstantSource.system(), secret, port, messages);
      }

      @Override
      public int messages() {
        return messages;
      }

      @Override
      public int before() {
        // A customer's first message makes a contact, which is another work than the one measured.
        return 2 * CUSTOMERS / messages;
      }
    };
  }

  @Override
  public Buffer next() {
    return signed.request(body(counter.getAndAdd(messages) + 1));
  }

  /** As long as agreed: the text of the last message is filled up. */
  private byte[] body(long first) {
    var json = new StringBuilder(bodyBytes(messages));
    json.append(START);
    for (int i = 0; i < messages; i++) {
      json.append(i == 0 ? "" : ",");
      json.append("{\"profile\":{\"name\":\"Customer\"},\"wa_id\":\"").append(customer(first + i));
      json.append("\"}");
    }
    json.append(BETWEEN);
    long now = clock.instant().getEpochSecond();
    // What is left of the size is divided among the texts, the rest goes to the last.
    for (int i = 0; i < messages; i++) {
      json.append(i == 0 ? "" : ",");
      json.append("{\"from\":\"").append(customer(first + i));
      json.append("\",\"id\":\"wamid.BENCH").append(FIRST_MESSAGE + first + i);
      json.append("\",\"timestamp\":\"").append(now);
      json.append("\",\"text\":{\"body\":\"");
      int left = bodyBytes(messages) - json.length() - END.length() - CLOSING.length();
      fill(json, i == messages - 1 ? left : Math.min(left, TEXT));
      json.append(CLOSING);
    }
    return json.append(END).toString().getBytes(US_ASCII);
  }

  private static final String CLOSING = "\"},\"type\":\"text\"}";

  /** Of each message but the last; with what stands around it less than its share of the bytes. */
  private static final int TEXT = 250;

  private static void fill(StringBuilder json, int length) {
    json.repeat('x', length);
  }

  private static long customer(long number) {
    return FIRST_CUSTOMER + number % CUSTOMERS;
  }
}
