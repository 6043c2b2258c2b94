package io.rapport.e2e.oracle;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How long answers took, exactly and as logarithmic bins keep it.
 *
 * @param seconds ascending
 */
public record Latencies(List<Long> seconds) {
  private static final double GAMMA = 1.02;

  public Latencies {
    seconds = seconds.stream().sorted().toList();
  }

  public OptionalDouble exact(double quantile) {
    return seconds.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(seconds.get(rank(quantile) - 1));
  }

  /** The same as seen through bins of 2 %. */
  public OptionalDouble binned(double quantile) {
    if (seconds.isEmpty()) {
      return OptionalDouble.empty();
    }
    // Bins keep the order, so the element of a rank lies in the bin of that rank.
    var bin = bin(seconds.get(rank(quantile) - 1));
    return OptionalDouble.of(bin == 0 ? 1 : 2 * Math.pow(GAMMA, bin) / (GAMMA + 1));
  }

  public OptionalDouble mean() {
    return seconds.stream().mapToLong(Long::longValue).average();
  }

  static int bin(long seconds) {
    return seconds <= 1 ? 0 : (int) Math.ceil(Math.log((double) seconds) / Math.log(GAMMA));
  }

  private int rank(double quantile) {
    return Math.max(1, (int) Math.ceil(quantile * seconds.size()));
  }
}
