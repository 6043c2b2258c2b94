package io.rapport.metrics.statistics;

import static java.util.Objects.requireNonNull;

/**
 * Where the true value lies with the confidence of {@code level}, in the unit of the estimate.
 *
 * @param level the confidence, above 0 and below 1
 */
public record ConfidenceInterval(double low, double high, double level, IntervalMethod method) {

  public ConfidenceInterval {
    requireNonNull(method, "method is null");
    checkLevel(level);
    if (!(low <= high)) {
      throw new IllegalArgumentException("low " + low + " is not below high " + high);
    }
  }

  static void checkLevel(double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("level is not between 0 and 1: " + level);
    }
  }
}
