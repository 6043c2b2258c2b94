package io.rapport.ingest.links;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.rapport.common.batching.Batcher;
import io.rapport.common.batching.QueueFullException;
import io.rapport.common.database.AccountTransactions;
import io.rapport.ingest.IngestSettings;
import io.rapport.ingest.store.EventStore;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/**
 * Writes clicks down after their redirects, by group commit. While the database is away they wait
 * in a bounded queue; what comes when it is full, or waits for too long, is counted as lost. A
 * process that is killed loses what waits. Thread-safe.
 */
@ApplicationScoped
class ClickLog {

  private static final Logger LOG = Logger.getLogger(ClickLog.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final Batcher<Integer, Click> batcher;
  private final ClickWriting writing;
  private final ClickMetrics metrics;
  private final Duration timeout;
  private final Duration retryFor;
  private final Duration drainFor;

  ClickLog(
      LinkSettings settings,
      IngestSettings ingest,
      AccountTransactions transactions,
      EventStore store,
      Vertx vertx,
      MeterRegistry registry) {
    this.metrics = new ClickMetrics(registry);
    this.writing = new ClickWriting(transactions, store, metrics);
    // The store has a time-out of its own for what it is given.
    this.timeout = ingest.batch().timeout().plus(ingest.batch().retryFor()).multipliedBy(2);
    this.retryFor = settings.clicks().retryFor();
    this.drainFor = settings.clicks().drainFor();
    var context = requireNonNull(vertx, "vertx is null").getOrCreateContext();
    this.batcher =
        new Batcher<>(
            new Batcher.Limits(settings.clicks().queueCapacity(), ingest.batch().maxRows(), 1),
            task -> context.runOnContext(ignored -> task.run()),
            this::write);
    Gauge.builder("rapport.ingest.links.clicks.depth", batcher, Batcher::depth)
        .description("Clicks that wait for the database")
        .register(registry);
    Gauge.builder("rapport.ingest.links.clicks.capacity", batcher, Batcher::capacity)
        .description("Clicks that may wait for the database")
        .register(registry);
  }

  /**
   * Takes a click; returns at once.
   *
   * @return completes once it is written, and exceptionally if it is lost
   */
  CompletionStage<Void> add(int accountId, Click click) {
    return batcher
        .submit(accountId, List.of(click))
        .whenComplete(
            (written, failure) -> {
              if (failure instanceof QueueFullException) {
                metrics.refused();
              }
            });
  }

  private CompletionStage<Void> write(int accountId, List<Click> clicks) {
    return Uni.createFrom()
        .deferred(() -> writing.write(accountId, clicks).ifNoItem().after(timeout).fail())
        .onFailure()
        .invoke(failure -> LOG.debug("clicks wait for the database", failure))
        .onFailure()
        .retry()
        .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
        .expireIn(retryFor.toMillis())
        .onFailure()
        .invoke(
            failure -> {
              metrics.givenUp(clicks.size());
              LOG.errorf(failure, "%d clicks were not written", clicks.size());
            })
        .subscribeAsCompletionStage();
  }

  /** Writes what waits, for as long as that may take. */
  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    int left = batcher.drain(drainFor);
    if (left > 0) {
      metrics.abandoned(left);
      LOG.errorf("%d clicks were not written before the process ended", left);
    }
  }
}
