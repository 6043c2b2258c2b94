package io.rapport.metrics.projection;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * After how long a contact that could not be projected is tried again: a delay that doubles with
 * each failure.
 *
 * @param first after the first failure
 * @param longest ever
 */
record Postponements(Duration first, Duration longest) {

  private static final int MOST_DOUBLINGS = 30;

  Postponements {
    requireNonNull(first, "first is null");
    requireNonNull(longest, "longest is null");
  }

  /**
   * @param failures one or more
   */
  Duration delay(int failures) {
    var delay = first.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
    return delay.compareTo(longest) > 0 ? longest : delay;
  }
}
