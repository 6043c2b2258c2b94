package io.rapport.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.vertx.core.buffer.Buffer;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Makes signed webhooks of what passes between a business and its customers, all exchanges
 * interleaved: a campaign message is sent, delivered a second later, read ten seconds after it was
 * sent and answered ten seconds after that. Not thread-safe; what comes next is known to all
 * instances that share a counter.
 */
final class Exchanges implements Requests {
  static final String ACCOUNT = "100000000000001";

  static final String CHANNEL = "1000001";

  /** So that what is read at the very beginning was sent before it. */
  private static final long FIRST_EXCHANGE = 1_000_000_000L;

  /** What happens in an exchange. */
  enum Step {
    SENT(0),
    DELIVERED(1),
    READ(10),
    ANSWERED(20);

    private static final List<Step> ALL = List.of(values());

    private final int seconds;

    Step(int seconds) {
      this.seconds = seconds;
    }
  }

  private final AtomicLong counter;
  private final InstantSource clock;
  private final SignedWebhooks signed;
  private final Mix mix;

  /**
   * @param contacts how many customers there are
   * @param batch events of one webhook
   * @param perSecond how many events are meant to be sent a second
   */
  record Mix(int contacts, int batch, int perSecond) {

    /** The step that an event is. */
    Step step(long event) {
      return Step.ALL.get((int) (event % Step.ALL.size()));
    }

    /** The exchange that an event belongs to. */
    long exchange(long event) {
      int steps = Step.ALL.size();
      return FIRST_EXCHANGE + event / steps - (long) step(event).seconds * perSecond / steps;
    }
  }

  Exchanges(AtomicLong counter, InstantSource clock, SignedWebhooks signed, Mix mix) {
    this.counter = counter;
    this.clock = clock;
    this.signed = signed;
    this.mix = mix;
  }

  static Source source(String secret, int port, Mix mix) {
    return new Source() {
      @Override
      public Requests open(AtomicLong counter) throws GeneralSecurityException {
        return new Exchanges(
            counter, InstantSource.system(), new SignedWebhooks(secret, port), mix);
      }

      @Override
      public int messages() {
        return mix.batch();
      }

      @Override
      public int before() {
        return 0;
      }
    };
  }

  @Override
  public Buffer next() {
    long first = counter.getAndAdd(mix.batch());
    long now = clock.instant().getEpochSecond();
    Map<Boolean, String> items =
        LongStream.range(first, first + mix.batch())
            .boxed()
            .collect(
                Collectors.partitioningBy(
                    event -> mix.step(event) == Step.ANSWERED,
                    Collectors.mapping(event -> item(event, now), Collectors.joining(","))));
    return signed.request(
        WebhookBody.of(ACCOUNT, CHANNEL, items.get(true), items.get(false)).getBytes(US_ASCII));
  }

  private String item(long event, long now) {
    long exchange = mix.exchange(event);
    var step = mix.step(event);
    var customer = Greetings.customer(exchange, mix.contacts());
    return switch (step) {
      case ANSWERED -> WebhookBody.text(customer, "A" + exchange, now);
      case SENT, DELIVERED, READ ->
          WebhookBody.status(customer, "S" + exchange, step.name(), now, "spring");
    };
  }
}
