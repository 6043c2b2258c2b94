package io.rapport.metrics.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rapport.metrics.statistics.Newcombe.Estimate;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NewcombeTest {

  @Test
  void equalsThePublishedExamples() {
    // Newcombe, Statistics in Medicine 17 (1998), table II, method 10.
    var large = Newcombe.difference(wilson(56, 70), wilson(48, 80));
    assertThat(large.low()).isCloseTo(0.0524, within(0.00005));
    assertThat(large.high()).isCloseTo(0.3339, within(0.00005));
    assertThat(large.method()).isEqualTo(IntervalMethod.NEWCOMBE);
    var small = Newcombe.difference(wilson(9, 10), wilson(3, 10));
    assertThat(small.low()).isCloseTo(0.1705, within(0.00005));
    assertThat(small.high()).isCloseTo(0.8090, within(0.00005));
  }

  @Test
  void turnsRoundWithTheDifference() {
    var there = Newcombe.difference(wilson(9, 10), wilson(3, 10));
    var back = Newcombe.difference(wilson(3, 10), wilson(9, 10));

    assertThat(back.low()).isCloseTo(-there.high(), within(1e-12));
    assertThat(back.high()).isCloseTo(-there.low(), within(1e-12));
  }

  @Test
  void coversTheTrueDifferenceOfProportions() {
    double coverage =
        Coverage.of(
            0.1,
            4000,
            31,
            random ->
                Optional.of(Newcombe.difference(tried(random, 0.4, 60), tried(random, 0.3, 90))));

    assertThat(coverage).isBetween(0.93, 0.97);
  }

  @Test
  void coversTheTrueDifferenceOfClusteredProportions() {
    double coverage =
        Coverage.of(
            0.15,
            4000,
            32,
            random ->
                Optional.of(
                    Newcombe.difference(clustered(random, 0.45, 120), clustered(random, 0.3, 80))));

    assertThat(coverage).isBetween(0.93, 0.97);
  }

  @Test
  void refusesWhatDoesNotBelongTogether() {
    var other = new Estimate(0.5, Wilson.interval(5, 10, 0.9));
    assertThatThrownBy(() -> Newcombe.difference(wilson(5, 10), other))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Estimate(0.9, Wilson.interval(1, 10, 0.95)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Estimate wilson(long successes, long trials) {
    return new Estimate((double) successes / trials, Wilson.interval(successes, trials, 0.95));
  }

  private static Estimate tried(SplittableRandom random, double probability, int trials) {
    int successes = 0;
    for (int i = 0; i < trials; i++) {
      successes += random.nextDouble() < probability ? 1 : 0;
    }
    return wilson(successes, trials);
  }

  private static Estimate clustered(SplittableRandom random, double probability, int contacts) {
    var moments = Coverage.correlatedContacts(random, contacts, 1, 6, probability);
    return new Estimate(moments.ratio(), ClusterRatio.proportion(moments, 0.95).orElseThrow());
  }
}
