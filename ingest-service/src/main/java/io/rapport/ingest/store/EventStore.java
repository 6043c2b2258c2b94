package io.rapport.ingest.store;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.rapport.common.batching.Batcher;
import io.rapport.common.database.AccountTransactions;
import io.rapport.common.identity.IdentityCipher;
import io.rapport.ingest.IngestSettings;
import io.rapport.ingest.content.ContentMetrics;
import io.rapport.ingest.content.ContentTable;
import io.rapport.ingest.identity.ContactResolution;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/**
 * Keeps entries durably, by group commit: what many requests bring at the same time is written in
 * one transaction per account, and each learns of it only after the commit. Thread-safe.
 */
@ApplicationScoped
public class EventStore {

  private static final Logger LOG = Logger.getLogger(EventStore.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
  private static final String REASON = "rejected-by-database";

  private final Batcher<Integer, Entry> batcher;
  private final BatchTransaction transaction;
  private final EventPartitions partitions;
  private final WorkSignal signal;
  private final IngestMetrics metrics;
  private final IngestSettings.Batch settings;

  public EventStore(
      IngestSettings settings,
      Vertx vertx,
      Pool pool,
      WorkSignal signal,
      AccountTransactions transactions,
      ContactResolution resolution,
      QuarantineSeal seal,
      IdentityCipher cipher,
      MeterRegistry registry,
      Clock clock) {
    this.settings = requireNonNull(settings, "settings is null").batch();
    var quarantine =
        new QuarantineTable(
            seal, Math.toIntExact(settings.quarantine().maxItemSize().asLongValue()));
    var contents =
        new ContentTable(
            cipher,
            Math.toIntExact(settings.content().maxSize().asLongValue()),
            new ContentMetrics(registry));
    this.transaction = new BatchTransaction(transactions, resolution, quarantine, contents, clock);
    this.partitions = new EventPartitions(pool);
    this.signal = requireNonNull(signal, "signal is null");
    this.metrics = new IngestMetrics(registry, clock);
    // Batches start on an event loop of their own, not in the midst of somebody's request.
    var context = vertx.getOrCreateContext();
    this.batcher =
        new Batcher<>(
            new Batcher.Limits(
                settings.queue().capacity(),
                this.settings.maxRows(),
                this.settings.writesPerAccount()),
            task -> context.runOnContext(ignored -> task.run()),
            this::write);
    Gauge.builder("rapport.ingest.queue.depth", batcher, Batcher::depth)
        .description("Items that wait for the database")
        .register(registry);
    Gauge.builder("rapport.ingest.queue.capacity", batcher, Batcher::capacity)
        .description("Items that may wait for the database")
        .register(registry);
  }

  /**
   * Completes once all entries are committed, or exceptionally: with {@link
   * io.rapport.common.batching.QueueFullException} if too much waits already, with the database's
   * failure if it could not be overcome in time. Then some may have been stored; storing them again
   * is harmless.
   */
  public CompletionStage<Void> submit(int accountId, List<? extends Entry> entries) {
    return batcher.submit(accountId, Collections.unmodifiableList(entries));
  }

  /** Items that wait for the database. */
  public int depth() {
    return batcher.depth();
  }

  /** Items that may wait for the database. */
  public int capacity() {
    return batcher.capacity();
  }

  /** Whether entries are being refused and there is still hardly any room for more. */
  public boolean crowded() {
    return batcher.crowded();
  }

  /** For how long entries have been refused because too many wait; else zero. */
  public Duration refusing() {
    return batcher.refusing();
  }

  /** For how long nothing has been written or given up although something waits; else zero. */
  public Duration stalled() {
    return batcher.stalled();
  }

  private CompletionStage<Void> write(int accountId, List<Entry> entries) {
    long started = System.nanoTime();
    return Uni.createFrom()
        .deferred(
            () -> writeOrDivide(accountId, entries).ifNoItem().after(settings.timeout()).fail())
        .onFailure(Failures::missingPartition)
        .invoke(partitions::forget)
        .onFailure(Failures::passing)
        .retry()
        .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
        .expireIn(settings.retryFor().toMillis())
        .invoke(
            () -> metrics.flushed(entries.size(), Duration.ofNanos(System.nanoTime() - started)))
        .onFailure()
        .invoke(failure -> LOG.errorf(failure, "%d entries were not stored", entries.size()))
        .subscribeAsCompletionStage();
  }

  /**
   * A row the database refuses takes nothing with it: the batch is halved until it stands alone.
   */
  private Uni<Void> writeOrDivide(int accountId, List<Entry> entries) {
    return partitions
        .ensure(times(entries))
        .chain(() -> transaction.write(accountId, entries))
        .invoke(this::written)
        .replaceWithVoid()
        .onFailure(Failures::badRow)
        .recoverWithUni(failure -> divide(accountId, entries, failure));
  }

  private Uni<Void> divide(int accountId, List<Entry> entries, Throwable failure) {
    if (entries.size() > 1) {
      int half = entries.size() / 2;
      return writeOrDivide(accountId, entries.subList(0, half))
          .chain(() -> writeOrDivide(accountId, entries.subList(half, entries.size())));
    }
    var detail = "SQLSTATE " + Failures.sqlState(failure);
    return switch (entries.getFirst()) {
      case Entry.Reported reported -> {
        reported.receipt().accept(Outcome.REFUSED);
        yield Uni.createFrom().voidItem();
      }
      case Entry.Rejected rejected -> Uni.createFrom().failure(failure);
      case Entry.Backfill past when past.receipt().isPresent() -> {
        past.receipt().get().accept(Outcome.REFUSED);
        yield Uni.createFrom().voidItem();
      }
      case Entry.Single fact -> writeOrDivide(accountId, List.of(refused(fact, detail)));
      case Entry.Redriven redriven ->
          redriven.entries().stream().allMatch(Entry.Rejected.class::isInstance)
              ? Uni.createFrom().failure(failure)
              : writeOrDivide(accountId, List.of(refused(redriven, detail)));
    };
  }

  private static Entry.Rejected refused(Entry.Single entry, String detail) {
    return new Entry.Rejected(REASON, detail, entry.evidence());
  }

  /** An item of quarantine leaves it as a whole or not at all. */
  private static Entry refused(Entry.Redriven redriven, String detail) {
    return new Entry.Redriven(
        redriven.quarantineId(),
        redriven.receivedAt(),
        redriven.entries().stream()
            .<Entry.Single>map(
                entry ->
                    entry instanceof Entry.Rejected rejected ? rejected : refused(entry, detail))
            .toList());
  }

  private void written(BatchOutcome outcome) {
    metrics.written(outcome);
    outcome.settled().forEach(BatchOutcome.Settled::tell);
    if (outcome.work()) {
      signal.raise();
    }
  }

  private static List<Instant> times(List<Entry> entries) {
    var times = new ArrayList<Instant>(entries.size());
    for (var entry : entries) {
      switch (entry) {
        case Entry.Reported reported -> times.add(reported.event().occurredAt());
        case Entry.Single single -> addTimes(single, times);
        case Entry.Redriven redriven ->
            redriven.entries().forEach(single -> addTimes(single, times));
      }
    }
    return times;
  }

  private static void addTimes(Entry.Single entry, List<Instant> times) {
    switch (entry) {
      case Entry.Fact fact -> times.add(fact.event().occurredAt());
      case Entry.OfMessage fact -> times.add(fact.event().occurredAt());
      case Entry.Backfill past -> {
        times.add(past.message().occurredAt());
        past.statuses().forEach(status -> times.add(status.occurredAt()));
      }
      case Entry.OfAccount ofAccount -> {}
      case Entry.Rejected rejected -> {}
    }
  }
}
