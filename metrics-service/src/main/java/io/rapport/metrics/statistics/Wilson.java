package io.rapport.metrics.statistics;

import static io.rapport.metrics.statistics.ConfidenceInterval.checkLevel;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The score interval of a proportion.
 *
 * <p>Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference,
 * Journal of the American Statistical Association 22 (1927), 209-212. Recommended for small samples
 * by L. D. Brown, T. T. Cai and A. DasGupta, Interval estimation for a binomial proportion,
 * Statistical Science 16 (2001), 101-133.
 */
public final class Wilson {

  private static final NormalDistribution STANDARD_NORMAL = NormalDistribution.of(0, 1);

  private Wilson() {}

  /**
   * The interval of {@code successes} in {@code trials} independent trials.
   *
   * @param trials at least 1
   */
  public static ConfidenceInterval interval(long successes, long trials, double level) {
    if (trials < 1 || successes < 0 || successes > trials) {
      throw new IllegalArgumentException(successes + " successes in " + trials + " trials");
    }
    return interval((double) successes / trials, (double) trials, level, IntervalMethod.WILSON);
  }

  /**
   * The interval of a proportion seen in a sample that is worth {@code size} independent trials.
   */
  static ConfidenceInterval interval(
      double proportion, double size, double level, IntervalMethod method) {
    double z = quantile(level);
    double weight = z * z / size;
    double center = (proportion + weight / 2) / (1 + weight);
    double half =
        z * Math.sqrt(proportion * (1 - proportion) / size + weight / (4 * size)) / (1 + weight);
    // Rounding must not push a bound past the proportion itself when that is 0 or 1.
    double low = proportion == 0 ? 0 : Math.max(0, center - half);
    double high = proportion == 1 ? 1 : Math.min(1, center + half);
    return new ConfidenceInterval(low, high, level, method);
  }

  /** The two-sided quantile of the standard normal distribution: 1.96 for 95 %. */
  static double quantile(double level) {
    checkLevel(level);
    return STANDARD_NORMAL.inverseCumulativeProbability(1 - (1 - level) / 2);
  }
}
