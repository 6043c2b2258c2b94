package io.rapport.ingest.graph;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.rapport.common.batching.Batcher;
import io.rapport.common.batching.QueueFullException;
import io.rapport.common.event.EventKind;
import io.rapport.common.event.MessageSent;
import io.rapport.common.identity.Pseudonyms;
import io.rapport.ingest.IngestSettings;
import io.rapport.ingest.account.Channel;
import io.rapport.ingest.account.NumberLookup;
import io.rapport.ingest.identity.Identity;
import io.rapport.ingest.identity.Names;
import io.rapport.ingest.store.Entry;
import io.rapport.ingest.store.EventIds;
import io.rapport.ingest.store.EventStore;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Writes down what the Graph API has accepted, after its sender has been answered, by group commit.
 * While the database is away, or the phone number is not known yet, accepted messages wait in a
 * bounded queue; what comes when it is full, or waits for too long, is counted as lost. A process
 * that is told to stop writes what waits; one that is killed loses it, and then the message's
 * statuses, with its label if it carries one, are all that is known. Thread-safe.
 */
@ApplicationScoped
class Registrations {

  private static final Logger LOG = Logger.getLogger(Registrations.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  /** Tells this fact from what others say of the same message. */
  private static final String BY = "graph";

  private final Batcher<String, Sent> batcher;
  private final NumberLookup numbers;
  private final EventStore store;
  private final EventIds ids;
  private final Pseudonyms pseudonyms;
  private final ProxyMetrics metrics;
  private final int capacityPerNumber;
  private final Duration retryFor;
  private final Duration unknownNumberFor;

  /** How many of each phone number wait. */
  private final Map<String, Integer> waiting = new ConcurrentHashMap<>();

  private final Duration drainFor;

  /**
   * An accepted message.
   *
   * @param recipients never empty
   * @param at when the Graph API said so
   */
  record Sent(Outgoing message, String wamid, List<Identity> recipients, Instant at) {}

  Registrations(
      ProxySettings settings,
      IngestSettings ingest,
      NumberLookup numbers,
      EventStore store,
      EventIds ids,
      Pseudonyms pseudonyms,
      ProxyMetrics metrics,
      MeterRegistry registry,
      Vertx vertx) {
    this.numbers = requireNonNull(numbers, "numbers is null");
    this.store = requireNonNull(store, "store is null");
    this.ids = requireNonNull(ids, "ids is null");
    this.pseudonyms = requireNonNull(pseudonyms, "pseudonyms is null");
    this.metrics = requireNonNull(metrics, "metrics is null");
    this.capacityPerNumber = settings.registrations().capacityPerNumber();
    this.retryFor = settings.registrations().retryFor();
    this.unknownNumberFor = settings.registrations().unknownNumberFor();
    this.drainFor = settings.registrations().drainFor();
    var context = requireNonNull(vertx, "vertx is null").getOrCreateContext();
    this.batcher =
        new Batcher<>(
            new Batcher.Limits(
                settings.registrations().queueCapacity(), ingest.batch().maxRows(), 1),
            task -> context.runOnContext(ignored -> task.run()),
            this::write);
    Gauge.builder("rapport.ingest.graph.registrations.depth", batcher, Batcher::depth)
        .description("Accepted messages that wait to be written down")
        .register(registry);
    Gauge.builder("rapport.ingest.graph.registrations.capacity", batcher, Batcher::capacity)
        .description("Accepted messages that may wait")
        .register(registry);
  }

  /** Takes an accepted message; returns at once. */
  void add(Sent sent) {
    var number = sent.message().phoneNumberId();
    if (waiting.merge(number, 1, Integer::sum) > capacityPerNumber) {
      done(number);
      metrics.lost("number-full", 1);
      return;
    }
    batcher
        .submit(number, List.of(sent))
        .whenComplete(
            (written, failure) -> {
              done(number);
              if (failure instanceof QueueFullException) {
                metrics.lost("queue-full", 1);
              }
            });
  }

  private void done(String number) {
    waiting.compute(number, (same, count) -> count == null || count <= 1 ? null : count - 1);
  }

  private CompletionStage<Void> write(String phoneNumberId, List<Sent> messages) {
    return Uni.createFrom()
        .deferred(() -> numbers.find(phoneNumberId))
        .map(found -> found.orElseThrow(UnknownNumberException::new))
        .chain(channel -> submit(channel, messages))
        .onFailure()
        .invoke(failure -> LOG.debug("accepted messages wait to be written down", failure))
        .onFailure(UnknownNumberException.class)
        .retry()
        .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
        .expireIn(unknownNumberFor.toMillis())
        .onFailure(failure -> !hasCause(failure, UnknownNumberException.class))
        .retry()
        .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
        .expireIn(retryFor.toMillis())
        .onFailure()
        .invoke(failure -> giveUp(messages.size(), failure))
        .subscribeAsCompletionStage();
  }

  private void giveUp(int messages, Throwable failure) {
    boolean unknown = hasCause(failure, UnknownNumberException.class);
    metrics.lost(unknown ? "unknown-number" : "database", messages);
    LOG.errorf(
        failure,
        "%d accepted messages were not written down%s",
        messages,
        unknown ? ": no webhook tells of their phone number" : "");
  }

  private static boolean hasCause(Throwable failure, Class<? extends Throwable> type) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }

  private Uni<Void> submit(Channel channel, List<Sent> messages) {
    var entries = messages.stream().map(sent -> entry(channel, sent)).toList();
    return Uni.createFrom().completionStage(() -> store.submit(channel.accountId(), entries));
  }

  private Entry entry(Channel channel, Sent sent) {
    var message = sent.message();
    var phoneNumberId = message.phoneNumberId();
    return new Entry.Reported(
        new MessageSent(
            ids.told(EventKind.MESSAGE_ACCEPTED, phoneNumberId, sent.wamid(), BY),
            channel.channelId(),
            sent.at(),
            ids.message(phoneNumberId, sent.wamid()),
            message.group(),
            EventKind.MESSAGE_ACCEPTED,
            message.context().map(wamid -> ids.message(phoneNumberId, wamid)),
            message.label(),
            message.buttons()),
        Names.of(sent.recipients(), pseudonyms),
        Entry.Repetition.SAME_FACT,
        metrics::registered);
  }

  /** Writes what waits, for as long as that may take. */
  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    int left = batcher.drain(drainFor);
    if (left > 0) {
      metrics.lost("shutdown", left);
      LOG.errorf("%d accepted messages were not written down before the process ended", left);
    }
  }

  private static final class UnknownNumberException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownNumberException() {
      super("no webhook has told of the phone number yet", null, false, false);
    }
  }
}
