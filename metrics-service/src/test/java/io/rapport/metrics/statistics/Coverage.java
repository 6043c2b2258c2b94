package io.rapport.metrics.statistics;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;

/** How often an interval contains the truth when an experiment is repeated, seeded. */
final class Coverage {

  private Coverage() {}

  /**
   * The share of repetitions whose interval contains the truth; an empty interval contains nothing.
   */
  static double of(
      double truth,
      int repetitions,
      long seed,
      Function<SplittableRandom, Optional<ConfidenceInterval>> experiment) {
    var random = new SplittableRandom(seed);
    int covered = 0;
    for (int i = 0; i < repetitions; i++) {
      var interval = experiment.apply(random);
      if (interval.isPresent() && interval.get().low() <= truth && truth <= interval.get().high()) {
        covered++;
      }
    }
    return (double) covered / repetitions;
  }

  /**
   * Trials of contacts that agree with each other: each trial repeats the contact's own draw with
   * probability 1/2 and is drawn afresh otherwise, which gives an intra-contact correlation of
   * 0.25.
   */
  static ClusterMoments correlatedContacts(
      SplittableRandom random, int contacts, int leastTrials, int mostTrials, double probability) {
    var moments = ClusterMoments.NONE;
    for (int contact = 0; contact < contacts; contact++) {
      boolean habit = random.nextDouble() < probability;
      int trials = random.nextInt(leastTrials, mostTrials + 1);
      int successes = 0;
      for (int trial = 0; trial < trials; trial++) {
        boolean success = random.nextBoolean() ? habit : random.nextDouble() < probability;
        successes += success ? 1 : 0;
      }
      moments = moments.plus(trials, successes);
    }
    return moments;
  }
}
