package io.rapport.metrics.statistics;

import static io.rapport.metrics.statistics.ConfidenceInterval.checkLevel;
import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Intervals for people who are tried more than once. What one person does is alike: four messages a
 * contact with an intra-contact correlation of 0.25 carry the information of little more than two
 * independent ones, so an interval that takes them for four is too narrow.
 */
public final class ClusterRatio {

  /** Below this many contacts the variance between them is too uncertain for the normal shape. */
  public static final int FEW_CONTACTS = 30;

  /**
   * With fewer successes (or failures) than this the distribution of a proportion is too skewed.
   */
  public static final int FEW_OUTCOMES = 10;

  private ClusterRatio() {}

  /**
   * The interval of a proportion whose trials are clustered by contact; empty without a trial.
   *
   * <p>One trial a contact: Wilson. At least 30 contacts: R plus or minus t times SE ({@link
   * ClusterMoments#standardError()}, m-1 degrees of freedom). Else Wilson on the effective sample
   * size n / deff, where deff is the variance of R over that of as many independent trials, at
   * least 1, and the size is reduced by (z / t)^2 for the degrees of freedom.
   *
   * <p>Source of the effective sample size: E. L. Korn and B. I. Graubard, Confidence intervals for
   * proportions with small expected number of positive counts estimated from survey data, Survey
   * Methodology 24 (1998), 193-201; L. Kish, Survey Sampling (1965), section 8.2.
   */
  public static Optional<ConfidenceInterval> proportion(ClusterMoments moments, double level) {
    requireNonNull(moments, "moments is null");
    checkLevel(level);
    if (moments.contacts() == 0) {
      return Optional.empty();
    }
    if (moments.trials() == moments.contacts()) {
      return Optional.of(
          Wilson.interval(moments.ratio(), moments.trials(), level, IntervalMethod.WILSON));
    }
    double rarer = Math.min(moments.total(), moments.trials() - moments.total());
    if (moments.contacts() < FEW_CONTACTS || rarer < FEW_OUTCOMES) {
      return Optional.of(
          Wilson.interval(
              moments.ratio(),
              effectiveSize(moments, level),
              level,
              IntervalMethod.WILSON_EFFECTIVE));
    }
    double half = studentQuantile(moments.contacts() - 1, level) * moments.standardError();
    return Optional.of(
        new ConfidenceInterval(
            Math.max(0, moments.ratio() - half),
            Math.min(1, moments.ratio() + half),
            level,
            IntervalMethod.CLUSTER_RATIO));
  }

  /**
   * The interval of a proportion of which only the design effect is known: Wilson on as many
   * independent trials as the clustered ones are worth.
   *
   * @param ratio the proportion
   * @param trials how many there are, at least one
   * @param designEffect at least 1
   */
  public static ConfidenceInterval proportion(
      double ratio, long trials, double designEffect, double level) {
    checkLevel(level);
    return Wilson.interval(ratio, trials / designEffect, level, IntervalMethod.WILSON_EFFECTIVE);
  }

  /**
   * The interval of a mean of non-negative values clustered by contact; empty below two contacts,
   * as one person tells nothing about the differences between people.
   */
  public static Optional<ConfidenceInterval> mean(ClusterMoments moments, double level) {
    requireNonNull(moments, "moments is null");
    checkLevel(level);
    if (moments.contacts() < 2) {
      return Optional.empty();
    }
    double half = studentQuantile(moments.contacts() - 1, level) * moments.standardError();
    return Optional.of(
        new ConfidenceInterval(
            Math.max(0, moments.ratio() - half),
            moments.ratio() + half,
            level,
            IntervalMethod.CLUSTER_MEAN));
  }

  /** How many independent trials the clustered ones are worth. */
  public static double effectiveSize(ClusterMoments moments, double level) {
    // If the trials of a contact always agreed, this is what they would be worth.
    double perfectlyAlike = moments.trials() * moments.trials() / moments.trialsSquared();
    double ratio = moments.ratio();
    double binomialVariance = ratio * (1 - ratio) / moments.trials();
    if (moments.contacts() == 1 || binomialVariance <= 0) {
      return perfectlyAlike;
    }
    double standardError = moments.standardError();
    double designEffect = Math.max(1, standardError * standardError / binomialVariance);
    double shrink = Wilson.quantile(level) / studentQuantile(moments.contacts() - 1, level);
    return moments.trials() / designEffect * shrink * shrink;
  }

  private static double studentQuantile(long degreesOfFreedom, double level) {
    return TDistribution.of((double) degreesOfFreedom)
        .inverseCumulativeProbability(1 - (1 - level) / 2);
  }
}
