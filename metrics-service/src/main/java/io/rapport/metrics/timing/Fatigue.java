package io.rapport.metrics.timing;

import io.rapport.metrics.statistics.ClusterMoments;
import io.rapport.metrics.statistics.ClusterRatio;
import io.rapport.metrics.statistics.ConfidenceInterval;
import io.rapport.metrics.statistics.Newcombe;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * From which message on a rate is worse than for the first one. Pure.
 *
 * <p>Each number of messages is compared with the first by Newcombe's interval. Many comparisons
 * find something sooner or later, so all of them share the 5 % (Bonferroni).
 *
 * @param moments by the messages received, from 1
 * @param fewerIsBetter whether a low rate is a good one
 * @param comparisons how many are made in all, of this rate and others
 */
record Fatigue(SortedMap<Integer, ClusterMoments> moments, boolean fewerIsBetter, int comparisons) {

  static final double LEVEL = 0.95;

  Fatigue {
    moments = new TreeMap<>(moments);
    if (comparisons < 1) {
      throw new IllegalArgumentException(comparisons + " comparisons");
    }
  }

  static Fatigue of(Map<Integer, ClusterMoments> moments, boolean fewerIsBetter, int comparisons) {
    return new Fatigue(new TreeMap<>(moments), fewerIsBetter, comparisons);
  }

  /** Whether the rate is worse than for the first message beyond doubt. */
  boolean worse(int received) {
    return received > 1
        && difference(received)
            .filter(known -> fewerIsBetter ? known.low() > 0 : known.high() < 0)
            .isPresent();
  }

  /** The first number of messages for which the rate is worse; empty where there is none. */
  Optional<Integer> worseFrom() {
    return moments.keySet().stream().filter(this::worse).findFirst();
  }

  private Optional<ConfidenceInterval> difference(int received) {
    return estimate(received)
        .flatMap(many -> estimate(1).map(first -> Newcombe.difference(many, first)));
  }

  /** Of too few contacts nothing is said. */
  private Optional<Newcombe.Estimate> estimate(int received) {
    return Optional.ofNullable(moments.get(received))
        .filter(known -> known.contacts() >= ClusterRatio.FEW_CONTACTS)
        .flatMap(
            known ->
                ClusterRatio.proportion(known, 1 - (1 - LEVEL) / comparisons)
                    .map(interval -> new Newcombe.Estimate(known.ratio(), interval)));
  }
}
