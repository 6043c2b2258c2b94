package io.rapport.metrics.statistics;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * What the rates of many groups have in common, learnt from the groups themselves: a small group's
 * rate says little about it, so it is drawn towards the mean of all, a large one's hardly.
 *
 * <p>A beta prior with the given mean, worth so many trials. Fitted by moments: J. C. Kleinman,
 * Proportions with extraneous variance: single and independent samples, Journal of the American
 * Statistical Association 68 (1973), 46-54. On its use: G. Casella, An introduction to empirical
 * Bayes data analysis, The American Statistician 39 (1985), 83-87.
 *
 * @param mean of all groups, 0 to 1
 * @param worth trials that the mean counts for in each group; infinite where the groups differ no
 *     more than by chance
 */
public record Shrinkage(double mean, double worth) {

  public Shrinkage {
    if (!(mean >= 0 && mean <= 1) || !(worth >= 0)) {
      throw new IllegalArgumentException("mean " + mean + " worth " + worth);
    }
  }

  /** What one group tried, and how often it succeeded. */
  public record Group(long successes, long trials) {

    public Group {
      if (successes < 0 || successes > trials) {
        throw new IllegalArgumentException(successes + " successes in " + trials + " trials");
      }
    }
  }

  /**
   * The prior that the groups tell.
   *
   * @throws IllegalArgumentException if nothing was tried in any of them
   */
  public static Shrinkage of(List<Group> groups) {
    requireNonNull(groups, "groups is null");
    var tried = groups.stream().filter(group -> group.trials() > 0).toList();
    double trials = tried.stream().mapToDouble(Group::trials).sum();
    if (tried.isEmpty()) {
      throw new IllegalArgumentException("no group has a trial");
    }
    double mean = tried.stream().mapToDouble(Group::successes).sum() / trials;
    double variance = mean * (1 - mean);
    double between = 0;
    double squares = 0;
    for (var group : tried) {
      double distance = (double) group.successes() / group.trials() - mean;
      between += group.trials() * distance * distance;
      squares += (double) group.trials() * group.trials();
    }
    double byChance = tried.size() - 1;
    double room = trials - squares / trials - byChance;
    // The correlation of two trials of one group, 1 / (worth + 1).
    double alike = room > 0 && variance > 0 ? (between / variance - byChance) / room : 0;
    return new Shrinkage(mean, alike <= 0 ? Double.POSITIVE_INFINITY : Math.max(0, 1 / alike - 1));
  }

  /** A group's rate, drawn towards the mean. */
  public double rate(Group group) {
    return Double.isInfinite(worth) || group.trials() == 0
        ? mean
        : (group.successes() + mean * worth) / (group.trials() + worth);
  }

  /**
   * Where a group's true rate lies, believing the prior: the quantiles of the beta posterior, in
   * which the mean counts for one trial at least. Empty where the groups do not differ, so that the
   * mean is all there is to say of each.
   */
  public Optional<ConfidenceInterval> interval(Group group, double level) {
    ConfidenceInterval.checkLevel(level);
    double prior = Math.max(1, worth);
    double successes = mean * prior + group.successes();
    double failures = (1 - mean) * prior + group.trials() - group.successes();
    if (Double.isInfinite(worth) || !(successes > 0 && failures > 0)) {
      return Optional.empty();
    }
    var posterior = BetaDistribution.of(successes, failures);
    double tail = (1 - level) / 2;
    return Optional.of(
        new ConfidenceInterval(
            // A very skewed one may have its mean, or the rate itself, beyond a quantile.
            Math.min(rate(group), posterior.inverseCumulativeProbability(tail)),
            Math.max(rate(group), posterior.inverseSurvivalProbability(tail)),
            level,
            IntervalMethod.POSTERIOR));
  }
}
