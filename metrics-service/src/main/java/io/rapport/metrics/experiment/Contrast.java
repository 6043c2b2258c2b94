package io.rapport.metrics.experiment;

import static java.util.Objects.requireNonNull;

import io.rapport.metrics.statistics.ClusterMoments;
import io.rapport.metrics.statistics.ClusterRatio;
import io.rapport.metrics.statistics.ConfidenceInterval;
import io.rapport.metrics.statistics.PosteriorDifference;
import java.util.Optional;

/**
 * One arm against another. Pure.
 *
 * @param value the rate of the one less that of the other
 * @param interval of the value; empty where there is too little to tell
 * @param chanceToWin how likely the one is the better
 * @param expectedLoss how much is lost on average by choosing the one
 */
record Contrast(
    double value, Optional<ConfidenceInterval> interval, double chanceToWin, double expectedLoss) {

  Contrast {
    requireNonNull(interval, "interval is null");
  }

  /** Empty where one of them has nobody who counts. */
  static Optional<Contrast> of(
      ClusterMoments one,
      ClusterMoments other,
      boolean fewerIsBetter,
      Method method,
      double level) {
    if (one.contacts() == 0 || other.contacts() == 0) {
      return Optional.empty();
    }
    var believed = fewerIsBetter ? posterior(other, one, level) : posterior(one, other, level);
    return Optional.of(
        new Contrast(
            one.ratio() - other.ratio(),
            method.difference(one, other, level),
            believed.chanceToWin(),
            believed.expectedLoss()));
  }

  /** Of the independent contacts that repeated trials are worth. */
  private static PosteriorDifference posterior(
      ClusterMoments one, ClusterMoments other, double level) {
    long trials = trials(one, level);
    long otherTrials = trials(other, level);
    return PosteriorDifference.of(
        Math.round(one.ratio() * trials),
        trials,
        Math.round(other.ratio() * otherTrials),
        otherTrials);
  }

  private static long trials(ClusterMoments moments, double level) {
    return moments.trials() == moments.contacts()
        ? moments.contacts()
        : Math.round(ClusterRatio.effectiveSize(moments, level));
  }

  /** Whether the one is better beyond doubt (1), worse (-1), or neither (0). */
  int sign(boolean fewerIsBetter) {
    int sign = interval.map(known -> known.low() > 0 ? 1 : known.high() < 0 ? -1 : 0).orElse(0);
    return fewerIsBetter ? -sign : sign;
  }
}
