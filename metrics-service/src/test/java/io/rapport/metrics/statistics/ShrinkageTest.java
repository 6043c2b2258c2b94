package io.rapport.metrics.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rapport.metrics.statistics.Shrinkage.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.junit.jupiter.api.Test;

class ShrinkageTest {

  private static final BetaDistribution RATES = BetaDistribution.of(6, 14);

  @Test
  void findsTheDistributionThatTheGroupsWereDrawnFrom() {
    var groups = new ArrayList<Group>();
    draw(new SplittableRandom(41), 3000, new ArrayList<>(), groups);
    var prior = Shrinkage.of(groups);

    assertThat(prior.mean()).isCloseTo(0.3, within(0.01));
    assertThat(prior.worth()).isBetween(17.0, 23.0);
  }

  @Test
  void isNearerTheTruthThanTheGroupsThemselves() {
    var groups = new ArrayList<Group>();
    var truth = new ArrayList<Double>();
    draw(new SplittableRandom(42), 168, truth, groups);
    var prior = Shrinkage.of(groups);
    double raw = 0;
    double shrunk = 0;
    for (int i = 0; i < groups.size(); i++) {
      var group = groups.get(i);
      raw += Math.pow((double) group.successes() / group.trials() - truth.get(i), 2);
      shrunk += Math.pow(prior.rate(group) - truth.get(i), 2);
    }

    assertThat(shrunk).isLessThan(0.7 * raw);
  }

  @Test
  void smallGroupsAreDrawnFurtherThanLargeOnes() {
    var prior = new Shrinkage(0.3, 20);

    assertThat(prior.rate(new Group(5, 5))).isCloseTo(11.0 / 25, within(1e-12));
    assertThat(prior.rate(new Group(5000, 5000))).isGreaterThan(0.99);
    assertThat(prior.rate(new Group(0, 0))).isEqualTo(0.3);
  }

  @Test
  void groupsThatDifferByChanceAloneHaveTheSameRate() {
    var prior = Shrinkage.of(List.of(new Group(3, 10), new Group(30, 100), new Group(6, 20)));

    assertThat(prior.worth()).isInfinite();
    assertThat(prior.rate(new Group(9, 10))).isCloseTo(0.3, within(1e-12));
  }

  @Test
  void groupsOfOnlySuccessesOrFailuresTellNoDifference() {
    assertThat(Shrinkage.of(List.of(new Group(4, 4), new Group(9, 9))).rate(new Group(1, 2)))
        .isOne();
    assertThat(Shrinkage.of(List.of(new Group(0, 4))).rate(new Group(0, 4))).isZero();
    assertThatThrownBy(() -> Shrinkage.of(List.of(new Group(0, 0))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void draw(
      SplittableRandom random, int count, List<Double> truth, List<Group> groups) {
    for (int i = 0; i < count; i++) {
      double rate = RATES.inverseCumulativeProbability(random.nextDouble());
      int trials = random.nextInt(5, 40);
      int successes = 0;
      for (int trial = 0; trial < trials; trial++) {
        successes += random.nextDouble() < rate ? 1 : 0;
      }
      truth.add(rate);
      groups.add(new Group(successes, trials));
    }
  }
}
