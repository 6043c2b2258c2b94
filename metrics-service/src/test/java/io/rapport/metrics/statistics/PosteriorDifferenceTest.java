package io.rapport.metrics.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.junit.jupiter.api.Test;

class PosteriorDifferenceTest {

  @Test
  void agreesWithDrawingFromTheTwoPosteriors() {
    var one = BetaDistribution.of(1 + 130, 1 + 870);
    var other = BetaDistribution.of(1 + 110, 1 + 890);
    var random = new SplittableRandom(71);
    int draws = 100_000;
    int won = 0;
    double lost = 0;
    for (int i = 0; i < draws; i++) {
      double difference =
          one.inverseCumulativeProbability(random.nextDouble())
              - other.inverseCumulativeProbability(random.nextDouble());
      won += difference > 0 ? 1 : 0;
      lost += Math.max(0, -difference);
    }
    var posterior = PosteriorDifference.of(130, 1000, 110, 1000);

    assertThat(posterior.chanceToWin()).isCloseTo((double) won / draws, within(0.005));
    assertThat(posterior.expectedLoss()).isCloseTo(lost / draws, within(0.0001));
  }

  @Test
  void betweenEqualsNobodyIsAheadAndNothingKnownIsToldAsSuch() {
    assertThat(PosteriorDifference.of(5, 50, 5, 50).chanceToWin()).isCloseTo(0.5, within(1e-12));
    var nothing = PosteriorDifference.of(0, 0, 0, 0);
    assertThat(nothing.chanceToWin()).isCloseTo(0.5, within(1e-12));
    assertThat(nothing.expectedLoss()).isGreaterThan(0.1);
  }

  @Test
  void whatOneGainsTheOtherLoses() {
    var there = PosteriorDifference.of(30, 100, 20, 120);
    var back = PosteriorDifference.of(20, 120, 30, 100);

    assertThat(there.chanceToWin() + back.chanceToWin()).isCloseTo(1, within(1e-12));
    assertThat(back.expectedLoss() - there.expectedLoss()).isCloseTo(there.mean(), within(1e-12));
  }

  @Test
  void refusesMoreSuccessesThanTrials() {
    assertThatThrownBy(() -> PosteriorDifference.of(2, 1, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
