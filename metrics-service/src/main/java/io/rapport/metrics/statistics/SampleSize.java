package io.rapport.metrics.statistics;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * How many contacts an experiment needs.
 *
 * <p>Source: J. L. Fleiss, B. Levin and M. C. Paik, Statistical Methods for Rates and Proportions,
 * 3rd edition (2003), section 4.2.
 */
public final class SampleSize {

  private static final NormalDistribution STANDARD_NORMAL = NormalDistribution.of(0, 1);

  private SampleSize() {}

  /**
   * Contacts of each of two arms, so that a difference this large is found with this probability.
   *
   * @param baseline the proportion without the change, between 0 and 1
   * @param other the proportion with it, between 0 and 1, not the same
   * @param level confidence of the two-sided test: 0.95
   * @param power probability of finding the difference: 0.8
   */
  public static long perArm(double baseline, double other, double level, double power) {
    checkProportion(baseline);
    checkProportion(other);
    ConfidenceInterval.checkLevel(power);
    if (baseline == other) {
      throw new IllegalArgumentException("no number of contacts shows a difference of nothing");
    }
    double mean = (baseline + other) / 2;
    double root =
        Wilson.quantile(level) * Math.sqrt(2 * mean * (1 - mean))
            + STANDARD_NORMAL.inverseCumulativeProbability(power)
                * Math.sqrt(baseline * (1 - baseline) + other * (1 - other));
    double difference = baseline - other;
    return (long) Math.ceil(root * root / (difference * difference));
  }

  private static void checkProportion(double proportion) {
    if (!(proportion > 0 && proportion < 1)) {
      throw new IllegalArgumentException("proportion is not between 0 and 1: " + proportion);
    }
  }
}
