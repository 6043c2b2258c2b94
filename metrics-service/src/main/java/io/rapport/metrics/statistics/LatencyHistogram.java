package io.rapport.metrics.statistics;

import static io.rapport.metrics.statistics.ConfidenceInterval.checkLevel;
import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Counts of durations in {@link LogBins} with their exact sum.
 *
 * <p>Immutable; the counts are in the order of the bins and none is zero.
 *
 * @param counts how many durations each bin holds
 * @param seconds the exact sum of all durations
 */
public record LatencyHistogram(Map<Integer, Long> counts, double seconds) {

  public static final LatencyHistogram EMPTY = new LatencyHistogram(Map.of(), 0);

  public LatencyHistogram {
    requireNonNull(counts, "counts is null");
    var ordered = new TreeMap<Integer, Long>();
    counts.forEach(
        (bin, count) -> {
          if (bin < 0 || count < 0) {
            throw new IllegalArgumentException(count + " durations in bin " + bin);
          }
          if (count > 0) {
            ordered.put(bin, count);
          }
        });
    counts = Collections.unmodifiableMap(ordered);
  }

  /** How many durations there are. */
  public long size() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  public OptionalDouble mean() {
    long size = size();
    return size == 0 ? OptionalDouble.empty() : OptionalDouble.of(seconds / size);
  }

  /** The element of rank max(1, ceil(q n)), within 1 %; empty without durations. */
  public OptionalDouble quantile(double q) {
    if (!(q > 0 && q < 1)) {
      throw new IllegalArgumentException("q is not between 0 and 1: " + q);
    }
    long size = size();
    return size == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(ofRank(Math.max(1, (long) Math.ceil(q * size))));
  }

  /**
   * The interval of a quantile between two order statistics: the narrowest pair of ranks with at
   * most (1 - level) / 2 of binomial probability outside on either side. Empty where even the
   * extremes do not reach that, which is below six durations for a median at 95 %.
   *
   * <p>Source: H. A. David and H. N. Nagaraja, Order Statistics, 3rd edition (2003), section 7.1.
   * Assumes that durations are independent.
   */
  public Optional<ConfidenceInterval> quantileInterval(double q, double level) {
    checkLevel(level);
    long size = size();
    if (size == 0) {
      return Optional.empty();
    }
    double tail = (1 - level) / 2;
    var below = BinomialDistribution.of(Math.toIntExact(size), q);
    long low = below.inverseCumulativeProbability(tail);
    long high = below.inverseCumulativeProbability(1 - tail) + 1L;
    if (low < 1 || high > size) {
      return Optional.empty();
    }
    return Optional.of(
        new ConfidenceInterval(ofRank(low), ofRank(high), level, IntervalMethod.ORDER_STATISTIC));
  }

  private double ofRank(long rank) {
    long seen = 0;
    for (var entry : counts.entrySet()) {
      seen += entry.getValue();
      if (seen >= rank) {
        return LogBins.representative(entry.getKey());
      }
    }
    throw new IllegalArgumentException("rank " + rank + " of " + seen);
  }
}
