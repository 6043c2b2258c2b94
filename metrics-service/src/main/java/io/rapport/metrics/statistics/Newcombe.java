package io.rapport.metrics.statistics;

import static java.util.Objects.requireNonNull;

/**
 * The interval of a difference of two independent estimates from the interval of each: of two
 * proportions from their Wilson intervals, and as well of clustered ones.
 *
 * <p>Source: R. G. Newcombe, Interval estimation for the difference between independent
 * proportions, Statistics in Medicine 17 (1998), 873-890, method 10; for other intervals than
 * Wilson's G. Y. Zou and A. Donner, Construction of confidence limits about effect measures,
 * Statistics in Medicine 27 (2008), 1693-1702.
 */
public final class Newcombe {

  private Newcombe() {}

  /** An estimate with its interval. */
  public record Estimate(double value, ConfidenceInterval interval) {

    public Estimate {
      requireNonNull(interval, "interval is null");
      if (!(interval.low() <= value && value <= interval.high())) {
        throw new IllegalArgumentException(value + " is outside " + interval);
      }
    }

    private double below() {
      return value - interval.low();
    }

    private double above() {
      return interval.high() - value;
    }
  }

  /**
   * The interval of {@code one - other}.
   *
   * @throws IllegalArgumentException if the two are of different levels
   */
  public static ConfidenceInterval difference(Estimate one, Estimate other) {
    double level = one.interval().level();
    if (level != other.interval().level()) {
      throw new IllegalArgumentException(
          "levels differ: " + level + ", " + other.interval().level());
    }
    double difference = one.value() - other.value();
    return new ConfidenceInterval(
        difference - Math.hypot(one.below(), other.above()),
        difference + Math.hypot(one.above(), other.below()),
        level,
        IntervalMethod.NEWCOMBE);
  }
}
