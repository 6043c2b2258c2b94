package io.rapport.common.records;

import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** UUIDs of version 7 (RFC 9562): in the order of their making, to the millisecond. */
public final class TimeOrderedIds {

  private TimeOrderedIds() {}

  /** The next id; ids of the same millisecond are in no order. */
  public static UUID draw(Instant now, RandomGenerator random) {
    long high = (now.toEpochMilli() << 16) | 0x7000L | (random.nextLong() & 0x0fffL);
    long low = (random.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
    return new UUID(high, low);
  }
}
