package io.rapport.ingest.store;

import static java.util.Objects.requireNonNull;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sees to it that the month of every fact has its partition, outside the transaction that writes
 * the facts: whoever makes one keeps other makers waiting until it commits. Thread-safe.
 */
final class EventPartitions {

  private static final String ENSURE = "SELECT ensure_event_partition($1)";

  private final Pool pool;
  private final Set<LocalDate> known = ConcurrentHashMap.newKeySet();

  EventPartitions(Pool pool) {
    this.pool = requireNonNull(pool, "pool is null");
  }

  Uni<Void> ensure(Collection<Instant> times) {
    var unknown =
        times.stream()
            .map(EventPartitions::month)
            .distinct()
            .filter(m -> !known.contains(m))
            .toList();
    if (unknown.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return Multi.createFrom()
        .iterable(unknown)
        .onItem()
        .transformToUniAndConcatenate(
            month ->
                pool.preparedQuery(ENSURE).execute(Tuple.of(month)).invoke(() -> known.add(month)))
        .collect()
        .last()
        .replaceWithVoid();
  }

  /** A partition was missing after all: somebody has taken it away. */
  void forget() {
    known.clear();
  }

  private static LocalDate month(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC).withDayOfMonth(1);
  }
}
