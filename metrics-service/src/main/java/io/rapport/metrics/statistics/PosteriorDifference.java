package io.rapport.metrics.statistics;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * What is believed of the difference of two proportions after the data, from a flat prior: a normal
 * distribution with the moments of the two beta posteriors.
 *
 * <p>Source of chance and expected loss as measures of a test: C. Stucchio, Bayesian A/B testing at
 * VWO (2015). The moments are those of the beta distribution.
 *
 * @param mean of {@code one - other}
 * @param deviation its standard deviation, above 0
 */
public record PosteriorDifference(double mean, double deviation) {

  private static final NormalDistribution STANDARD_NORMAL = NormalDistribution.of(0, 1);

  public PosteriorDifference {
    if (!(deviation > 0)) {
      throw new IllegalArgumentException("deviation is not positive: " + deviation);
    }
  }

  /**
   * Of two proportions, given their successes and trials.
   *
   * @param trials of independent contacts; 0 is a proportion nothing is known of
   */
  public static PosteriorDifference of(
      long successes, long trials, long otherSuccesses, long otherTrials) {
    var one = Beta.after(successes, trials);
    var other = Beta.after(otherSuccesses, otherTrials);
    return new PosteriorDifference(
        one.mean() - other.mean(), Math.sqrt(one.variance() + other.variance()));
  }

  /** How likely the one is above the other. */
  public double chanceToWin() {
    return STANDARD_NORMAL.cumulativeProbability(mean / deviation);
  }

  /** How much is lost on average by choosing the one: by how much it is below the other, if so. */
  public double expectedLoss() {
    double z = mean / deviation;
    return deviation * STANDARD_NORMAL.density(z)
        - mean * STANDARD_NORMAL.cumulativeProbability(-z);
  }

  private record Beta(double a, double b) {

    static Beta after(long successes, long trials) {
      if (successes < 0 || successes > trials) {
        throw new IllegalArgumentException(successes + " successes in " + trials + " trials");
      }
      return new Beta(1.0 + successes, 1.0 + trials - successes);
    }

    double mean() {
      return a / (a + b);
    }

    double variance() {
      return mean() * (1 - mean()) / (a + b + 1);
    }
  }
}
