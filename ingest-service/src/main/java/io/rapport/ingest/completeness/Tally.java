package io.rapport.ingest.completeness;

import io.rapport.common.event.Event;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Counts the facts of one transaction: which are new, which were stored before. Written by that
 * transaction as one row, so that the counts are there exactly if the facts are. Not thread-safe.
 */
public final class Tally {

  /** Stands for facts about the account itself, which are no {@link Event}s. */
  static final short ACCOUNT_FACT = 0;

  private static final long BUCKET_SECONDS = 15 * 60;

  private static final String INSERT =
      """
      INSERT INTO received_tally (account_id, tally_id, buckets, channels, kinds, stored, repeated)
      VALUES ($1, $2, $3, $4, $5, $6, $7)
      ON CONFLICT DO NOTHING""";

  private record Key(Instant bucket, int channelId, short kind) {}

  private static final class Count {
    private int stored;
    private int repeated;
  }

  private final Map<Key, Count> counts =
      new TreeMap<>(
          Comparator.comparing(Key::bucket)
              .thenComparingInt(Key::channelId)
              .thenComparingInt(Key::kind));
  private int storedFacts;
  private int repeatedFacts;

  /** A fact about a contact that is new. */
  public void stored(Event event) {
    count(event).stored++;
    storedFacts++;
  }

  /** A fact about a contact that was there before. */
  public void repeated(Event event) {
    count(event).repeated++;
    repeatedFacts++;
  }

  /** A fact about the account that is new. */
  public void stored(Instant occurredAt) {
    count(occurredAt, Event.NO_CHANNEL, ACCOUNT_FACT).stored++;
  }

  /** A fact about the account that was there before. */
  public void repeated(Instant occurredAt) {
    count(occurredAt, Event.NO_CHANNEL, ACCOUNT_FACT).repeated++;
  }

  /** How many facts about contacts are new. */
  public int storedFacts() {
    return storedFacts;
  }

  /** How many facts about contacts were there before. */
  public int repeatedFacts() {
    return repeatedFacts;
  }

  private Count count(Event event) {
    return count(event.occurredAt(), event.channelId(), event.kind().code());
  }

  private Count count(Instant occurredAt, int channelId, short kind) {
    long second = occurredAt.getEpochSecond();
    var bucket = Instant.ofEpochSecond(second - Math.floorMod(second, BUCKET_SECONDS));
    return counts.computeIfAbsent(new Key(bucket, channelId, kind), key -> new Count());
  }

  /** Writes what was counted, if anything was. */
  public Uni<Void> insert(SqlConnection connection, int accountId) {
    if (counts.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    int size = counts.size();
    var buckets = new OffsetDateTime[size];
    var channels = new Integer[size];
    var kinds = new Short[size];
    var stored = new Integer[size];
    var repeated = new Integer[size];
    int i = 0;
    for (var entry : counts.entrySet()) {
      buckets[i] = entry.getKey().bucket().atOffset(ZoneOffset.UTC);
      channels[i] = entry.getKey().channelId();
      kinds[i] = entry.getKey().kind();
      stored[i] = entry.getValue().stored;
      repeated[i] = entry.getValue().repeated;
      i++;
    }
    return connection
        .preparedQuery(INSERT)
        .execute(
            Tuple.tuple()
                .addInteger(accountId)
                .addUUID(UUID.randomUUID())
                .addArrayOfOffsetDateTime(buckets)
                .addArrayOfInteger(channels)
                .addArrayOfShort(kinds)
                .addArrayOfInteger(stored)
                .addArrayOfInteger(repeated))
        .replaceWithVoid();
  }
}
