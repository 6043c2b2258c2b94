package io.rapport.metrics.experiment;

import io.rapport.metrics.statistics.ClusterMoments;
import io.rapport.metrics.statistics.ClusterRatio;
import io.rapport.metrics.statistics.ConfidenceInterval;
import io.rapport.metrics.statistics.ConfidenceSequence;
import io.rapport.metrics.statistics.Newcombe;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How the interval of a difference is computed. */
enum Method {
  /**
   * Holds at every look at once. Asymptotic, so there is none before each arm has 30 contacts, and
   * both together 10 successes and 10 failures.
   */
  SEQUENTIAL {
    @Override
    Optional<ConfidenceInterval> difference(
        ClusterMoments one, ClusterMoments other, double level) {
      double successes = one.total() + other.total();
      double failures = one.trials() + other.trials() - successes;
      if (Math.min(one.contacts(), other.contacts()) < ClusterRatio.FEW_CONTACTS
          || Math.min(successes, failures) < ClusterRatio.FEW_OUTCOMES) {
        return Optional.empty();
      }
      return Optional.of(
          ConfidenceSequence.interval(
              one.ratio() - other.ratio(),
              Math.hypot(one.standardError(), other.standardError()),
              one.contacts() + other.contacts(),
              level));
    }
  },
  /** Holds at one look that was fixed before: Newcombe's, from the interval of each arm. */
  FIXED {
    @Override
    Optional<ConfidenceInterval> difference(
        ClusterMoments one, ClusterMoments other, double level) {
      return estimate(one, level)
          .flatMap(
              first -> estimate(other, level).map(second -> Newcombe.difference(first, second)));
    }

    private Optional<Newcombe.Estimate> estimate(ClusterMoments moments, double level) {
      return ClusterRatio.proportion(moments, level)
          .map(interval -> new Newcombe.Estimate(moments.ratio(), interval));
    }
  };

  /** The interval of {@code one - other}; empty where there is too little to tell. */
  abstract Optional<ConfidenceInterval> difference(
      ClusterMoments one, ClusterMoments other, double level);

  /** The name in URLs and JSON. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Method> ofId(String id) {
    return Arrays.stream(values()).filter(method -> method.id().equals(id)).findFirst();
  }
}
