package io.rapport.ingest.graph;

import static java.util.Objects.requireNonNull;

import io.rapport.common.cache.RecentlyUsed;
import java.time.Duration;
import java.time.Instant;

/**
 * So many in a row, and one more after each interval, for each key: the generic cell rate algorithm
 * (ITU-T I.371), which remembers one time a key, that at which everything taken will have been
 * worked off. A key that was not used for longest is forgotten first. Thread-safe.
 */
final class RateLimit<K> {

  private final Duration interval;
  private final Duration tolerance;
  private final RecentlyUsed<K, Instant> workedOff;

  /**
   * @param burst how many in a row
   * @param keys how many are remembered
   */
  RateLimit(Duration interval, int burst, int keys) {
    this.interval = requireNonNull(interval, "interval is null");
    this.tolerance = interval.multipliedBy(burst - 1L);
    this.workedOff = new RecentlyUsed<>(keys);
  }

  /** Takes one; if there is none, takes nothing and says how long it will be. */
  synchronized Duration take(K key, Instant now) {
    var from = workedOff.get(key).filter(now::isBefore).orElse(now);
    var wait = Duration.between(now, from).minus(tolerance);
    if (wait.isPositive()) {
      return wait;
    }
    workedOff.put(key, from.plus(interval));
    return Duration.ZERO;
  }
}
