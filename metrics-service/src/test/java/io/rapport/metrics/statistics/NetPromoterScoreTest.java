package io.rapport.metrics.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetPromoterScoreTest {

  @Test
  void isPromotersMinusDetractors() {
    assertThat(new NetPromoterScore(50, 30, 20).score()).isCloseTo(0.3, within(1e-12));
    assertThat(new NetPromoterScore(0, 4, 0).score()).isZero();
  }

  @Test
  void withManyAnswersTheVarianceIsThatOfTheDefinition() {
    var interval = new NetPromoterScore(500_000, 300_000, 200_000).interval(0.95);
    double half = 1.959964 * Math.sqrt((0.5 + 0.2 - 0.09) / 1_000_000);

    assertThat(interval.low()).isCloseTo(0.3 - half, within(1e-5));
    assertThat(interval.high()).isCloseTo(0.3 + half, within(1e-5));
    assertThat(interval.method()).isEqualTo(IntervalMethod.ADJUSTED_WALD);
  }

  @ParameterizedTest
  @CsvSource({"0.5, 0.2, 25", "0.7, 0.1, 40", "0.3, 0.4, 15", "0.45, 0.25, 400"})
  void coversTheTruth(double promoters, double detractors, int answers) {
    double coverage =
        Coverage.of(
            promoters - detractors,
            6000,
            91,
            random -> Optional.of(asked(random, promoters, detractors, answers).interval(0.95)));

    assertThat(coverage).isBetween(0.93, 0.97);
  }

  @Test
  void unanimousAnswersLeaveRoomForDoubtAndNobodyHasNoScore() {
    var all = new NetPromoterScore(10, 0, 0).interval(0.95);
    assertThat(all.high()).isOne();
    assertThat(all.low()).isBetween(0.3, 0.9);
    var nobody = new NetPromoterScore(0, 0, 0);
    assertThatThrownBy(nobody::score).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> nobody.interval(0.95)).isInstanceOf(IllegalStateException.class);
  }

  private static NetPromoterScore asked(
      SplittableRandom random, double promoters, double detractors, int answers) {
    int above = 0;
    int below = 0;
    for (int i = 0; i < answers; i++) {
      double draw = random.nextDouble();
      if (draw < promoters) {
        above++;
      } else if (draw < promoters + detractors) {
        below++;
      }
    }
    return new NetPromoterScore(above, answers - above - below, below);
  }
}
