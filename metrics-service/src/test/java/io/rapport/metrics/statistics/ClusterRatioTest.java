package io.rapport.metrics.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ClusterRatioTest {

  private static final int REPETITIONS = 4000;

  @Test
  void standardErrorIsTheTextbookFormula() {
    double[] trials = {4, 1, 3, 6};
    double[] successes = {2, 1, 0, 5};
    var moments = ClusterMoments.NONE;
    double ratio = 8.0 / 14;
    double squares = 0;
    for (int i = 0; i < trials.length; i++) {
      moments = moments.plus(trials[i], successes[i]);
      squares += Math.pow(successes[i] - ratio * trials[i], 2);
    }

    assertThat(moments.standardError())
        .isCloseTo(Math.sqrt(squares / (4 * 3)) / (14.0 / 4), within(1e-12));
  }

  @Test
  void coversTheTruthWhereContactsAreTriedRepeatedly() {
    double coverage =
        Coverage.of(
            0.43,
            REPETITIONS,
            21,
            random ->
                ClusterRatio.proportion(
                    Coverage.correlatedContacts(random, 200, 4, 4, 0.43), 0.95));

    assertThat(coverage).isBetween(0.93, 0.97);
  }

  @Test
  void coversTheTruthWhereContactsAreTriedUnequallyOften() {
    double coverage =
        Coverage.of(
            0.25,
            REPETITIONS,
            22,
            random ->
                ClusterRatio.proportion(Coverage.correlatedContacts(random, 60, 1, 8, 0.25), 0.95));

    assertThat(coverage).isBetween(0.93, 0.97);
  }

  @Test
  void coversTheTruthOfAFewContacts() {
    double coverage =
        Coverage.of(
            0.43,
            REPETITIONS,
            23,
            random ->
                ClusterRatio.proportion(Coverage.correlatedContacts(random, 20, 4, 4, 0.43), 0.95));

    assertThat(coverage).isBetween(0.93, 0.97);
  }

  @Test
  void theNaiveIntervalCoversLessOfTheSameData() {
    double naive =
        Coverage.of(
            0.43,
            REPETITIONS,
            21,
            random -> {
              var moments = Coverage.correlatedContacts(random, 200, 4, 4, 0.43);
              return Optional.of(
                  Wilson.interval((long) moments.total(), (long) moments.trials(), 0.95));
            });

    assertThat(naive).isBetween(0.82, 0.88);
  }

  @Test
  void oneTrialAContactIsWilson() {
    var moments = ClusterMoments.NONE;
    for (int i = 0; i < 50; i++) {
      moments = moments.plus(1, i < 20 ? 1 : 0);
    }

    assertThat(ClusterRatio.proportion(moments, 0.95)).hasValue(Wilson.interval(20, 50, 0.95));
  }

  @Test
  void trialsThatAlwaysAgreeAreWorthOneAContact() {
    var moments = ClusterMoments.NONE;
    for (int i = 0; i < 40; i++) {
      moments = moments.plus(5, 0);
    }

    var interval = ClusterRatio.proportion(moments, 0.95).orElseThrow();
    assertThat(interval.low()).isZero();
    assertThat(interval.high()).isCloseTo(Wilson.interval(0, 40, 0.95).high(), within(1e-12));
    assertThat(interval.method()).isEqualTo(IntervalMethod.WILSON_EFFECTIVE);
  }

  @Test
  void oneContactIsOneTrialHoweverOftenTried() {
    var interval = ClusterRatio.proportion(ClusterMoments.NONE.plus(10, 5), 0.95).orElseThrow();

    assertThat(interval.high() - interval.low()).isGreaterThan(0.7);
  }

  @Test
  void nobodyTriedGivesNoInterval() {
    assertThat(ClusterRatio.proportion(ClusterMoments.NONE, 0.95)).isEmpty();
    assertThat(ClusterRatio.mean(ClusterMoments.NONE.plus(3, 12), 0.95)).isEmpty();
  }

  @Test
  void coversTheTrueMeanOfClusteredDurations() {
    double coverage =
        Coverage.of(
            600, REPETITIONS, 24, random -> ClusterRatio.mean(durations(random, 150), 0.95));

    assertThat(coverage).isBetween(0.93, 0.97);
  }

  /** Exponential durations with mean 600 whose scale differs by contact between 300 and 900. */
  private static ClusterMoments durations(SplittableRandom random, int contacts) {
    var moments = ClusterMoments.NONE;
    for (int contact = 0; contact < contacts; contact++) {
      double scale = random.nextBoolean() ? 300 : 900;
      int trials = random.nextInt(1, 6);
      double total = 0;
      for (int trial = 0; trial < trials; trial++) {
        total += -scale * Math.log(1 - random.nextDouble());
      }
      moments = moments.plus(trials, total);
    }
    return moments;
  }
}
