package io.rapport.metrics.projection;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * When contacts that could not be projected are tried again: after a delay that doubles with each
 * failure. Remembers the latest failing contacts of this process only; for others the delay begins
 * anew. Safe for use by several threads.
 */
final class Postponements {

  private static final int REMEMBERED = 10_000;
  private static final int MOST_DOUBLINGS = 30;

  private final Duration first;
  private final Duration longest;

  @SuppressWarnings("serial")
  private final Map<UUID, Integer> failures =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Integer> eldest) {
          return size() > REMEMBERED;
        }
      };

  Postponements(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
  }

  /** Counts a failure of a contact and says when to try again. */
  synchronized Instant failed(UUID contactId, Instant now) {
    int before = failures.merge(contactId, 1, Integer::sum) - 1;
    return now.plus(delay(before));
  }

  synchronized void succeeded(UUID contactId) {
    failures.remove(contactId);
  }

  /** The delay after so many failures before this one. */
  Duration delay(int failuresBefore) {
    var delay = first.multipliedBy(1L << Math.min(failuresBefore, MOST_DOUBLINGS));
    return delay.compareTo(longest) > 0 ? longest : delay;
  }
}
