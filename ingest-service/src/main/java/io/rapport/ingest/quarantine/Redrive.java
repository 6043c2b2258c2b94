package io.rapport.ingest.quarantine;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.rapport.ingest.IngestSettings;
import io.rapport.ingest.store.Entry;
import io.rapport.ingest.store.EventStore;
import io.rapport.ingest.store.QuarantineSeal;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Reads items of quarantine again, by the way they would take if they came in now. An item leaves
 * quarantine in the transaction that keeps what it said; what it said of other accounts is kept
 * before that, and keeping it twice is the same as once. So it may be broken off anywhere and begun
 * again.
 */
@ApplicationScoped
class Redrive {

  private static final Logger LOG = Logger.getLogger(Redrive.class);

  /** Items at a time. Each may be as large as a webhook. */
  private static final int CONCURRENCY = 8;

  private final QuarantineItems items;
  private final QuarantineSeal seal;
  private final ItemReader reader;
  private final EventStore store;
  private final int batchSize;
  private final Counter redriven;
  private final Counter kept;

  Redrive(
      QuarantineItems items,
      QuarantineSeal seal,
      ItemReader reader,
      EventStore store,
      IngestSettings settings,
      MeterRegistry registry) {
    this.items = requireNonNull(items, "items is null");
    this.seal = requireNonNull(seal, "seal is null");
    this.reader = requireNonNull(reader, "reader is null");
    this.store = requireNonNull(store, "store is null");
    this.batchSize = settings.quarantine().redriveItems();
    this.redriven = counter(registry, "redriven");
    this.kept = counter(registry, "kept");
  }

  private static Counter counter(MeterRegistry registry, String outcome) {
    return Counter.builder("rapport.ingest.quarantine.reread")
        .description("Items of quarantine that were read again, by whether they left it")
        .tag("outcome", outcome)
        .register(registry);
  }

  /** Reads the next batch of the items that match. */
  Uni<RedriveResult> run(Filter filter, Cursor after) {
    return items
        .page(filter, after, true, batchSize)
        .chain(
            batch -> {
              var ids = batch.stream().map(QuarantinedItem::id).toList();
              var end =
                  batch.isEmpty()
                      ? after
                      : new Cursor(batch.getLast().receivedAt(), batch.getLast().id());
              return readAll(filter.accountId(), ids)
                  .chain(() -> items.present(filter.accountId(), ids))
                  .chain(
                      still ->
                          items
                              .rest(filter, end)
                              .map(rest -> result(ids.size() - still, still, rest, end)));
            });
  }

  private RedriveResult result(long gone, long still, QuarantineItems.Rest rest, Cursor end) {
    redriven.increment((double) gone);
    kept.increment((double) still);
    return new RedriveResult(
        gone,
        still,
        rest.truncated(),
        rest.readable(),
        rest.readable() > 0 ? Optional.of(end.encode()) : Optional.empty());
  }

  private Uni<Void> readAll(int accountId, List<UUID> ids) {
    return Multi.createFrom()
        .iterable(ids)
        .onItem()
        .transformToUni(id -> read(accountId, id))
        .merge(CONCURRENCY)
        .collect()
        .last()
        .replaceWithVoid();
  }

  private Uni<Void> read(int accountId, UUID id) {
    return items
        .sealed(accountId, id)
        .chain(
            found ->
                found.isEmpty() ? Uni.createFrom().voidItem() : read(accountId, id, found.get()));
  }

  private Uni<Void> read(int accountId, UUID id, QuarantineItems.Sealed item) {
    byte[] body;
    try {
      body = seal.open(id, item.ciphertext().getBytes());
    } catch (IllegalArgumentException e) {
      // It stays, and keeps none of the others there.
      LOG.errorf(e, "item %s of quarantine was sealed under another key", id);
      return Uni.createFrom().voidItem();
    }
    return reader
        .read(body, item.receivedAt())
        .chain(
            byAccount ->
                keepElsewhere(accountId, byAccount)
                    .chain(
                        () ->
                            submit(
                                accountId,
                                List.of(
                                    new Entry.Redriven(
                                        id,
                                        item.receivedAt(),
                                        byAccount.getOrDefault(accountId, List.of()))))));
  }

  /** Before the item goes: what is kept twice is kept once, what is lost is lost. */
  private Uni<Void> keepElsewhere(int accountId, Map<Integer, List<Entry.Single>> byAccount) {
    return Multi.createFrom()
        .iterable(byAccount.entrySet())
        .filter(entries -> entries.getKey() != accountId)
        .onItem()
        .transformToUniAndConcatenate(entries -> submit(entries.getKey(), entries.getValue()))
        .collect()
        .last()
        .replaceWithVoid();
  }

  private Uni<Void> submit(int accountId, List<? extends Entry> entries) {
    return Uni.createFrom().completionStage(() -> store.submit(accountId, entries));
  }
}
