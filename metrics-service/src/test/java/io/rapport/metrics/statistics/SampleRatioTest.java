package io.rapport.metrics.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rapport.metrics.statistics.SampleRatio.Arm;
import io.rapport.metrics.statistics.SampleRatio.Verdict;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SampleRatioTest {

  @Test
  void equalsThePublishedExample() {
    // R. Kohavi, D. Tang, Y. Xu, Trustworthy Online Controlled Experiments (2020), chapter 21.
    var ratio = SampleRatio.of(List.of(new Arm(821_588, 1), new Arm(815_482, 1)));

    assertThat(ratio.pValue()).isCloseTo(1.8e-6, within(0.05e-6));
    assertThat(ratio.deviation()).isCloseTo(0.00186, within(0.00001));
    assertThat(ratio.verdict()).isEqualTo(Verdict.RED);
  }

  @Test
  void aDeviationTooSmallToMatterOrTooFewContactsAreNeverRed() {
    var tiny = SampleRatio.of(List.of(new Arm(500_400_000, 1), new Arm(499_600_000, 1)));
    assertThat(tiny.pValue()).isLessThan(0.001);
    assertThat(tiny.verdict()).isEqualTo(Verdict.YELLOW);
    var few = SampleRatio.of(List.of(new Arm(40, 1), new Arm(7, 1)));
    assertThat(few.pValue()).isLessThan(0.001);
    assertThat(few.verdict()).isEqualTo(Verdict.YELLOW);
  }

  @Test
  void unequalSharesAreComparedWithWhatTheyWereMeantToBe() {
    assertThat(
            SampleRatio.of(List.of(new Arm(1003, 0.1), new Arm(4512, 0.45), new Arm(4485, 0.45)))
                .verdict())
        .isEqualTo(Verdict.GREEN);
    assertThat(
            SampleRatio.of(List.of(new Arm(1300, 0.1), new Arm(4350, 0.45), new Arm(4350, 0.45)))
                .verdict())
        .isEqualTo(Verdict.RED);
  }

  @Test
  void aSoundExperimentIsHardlyEverSuspected() {
    var random = new SplittableRandom(51);
    int suspected = 0;
    for (int experiment = 0; experiment < 5000; experiment++) {
      int one = 0;
      for (int contact = 0; contact < 400; contact++) {
        one += random.nextBoolean() ? 1 : 0;
      }
      var verdict = SampleRatio.of(List.of(new Arm(one, 1), new Arm(400 - one, 1))).verdict();
      suspected += verdict == Verdict.GREEN ? 0 : 1;
    }

    // One in a hundred at most, and not never.
    assertThat(suspected).isBetween(10, 75);
  }

  @Test
  void nobodyYetIsNothingWrong() {
    assertThat(SampleRatio.of(List.of(new Arm(0, 1), new Arm(0, 1))).verdict())
        .isEqualTo(Verdict.GREEN);
    assertThatThrownBy(() -> SampleRatio.of(List.of(new Arm(5, 1))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Arm(5, 0)).isInstanceOf(IllegalArgumentException.class);
  }
}
