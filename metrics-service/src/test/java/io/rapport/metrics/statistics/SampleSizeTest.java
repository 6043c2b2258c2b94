package io.rapport.metrics.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SampleSizeTest {

  @Test
  void isTheTextbookFormula() {
    // With z of 1.95996 and 0.84162, worked by hand.
    assertThat(SampleSize.perArm(0.10, 0.12, 0.95, 0.8)).isEqualTo(3841);
    assertThat(SampleSize.perArm(0.12, 0.10, 0.95, 0.8)).isEqualTo(3841);
  }

  @Test
  void soManyContactsFindTheDifferenceAsOftenAsAgreed() {
    int size = Math.toIntExact(SampleSize.perArm(0.3, 0.4, 0.95, 0.8));
    var random = new SplittableRandom(81);
    int found = 0;
    for (int experiment = 0; experiment < 4000; experiment++) {
      double p = successes(random, size, 0.3) / (double) size;
      double q = successes(random, size, 0.4) / (double) size;
      double mean = (p + q) / 2;
      found += Math.abs(p - q) > 1.959964 * Math.sqrt(2 * mean * (1 - mean) / size) ? 1 : 0;
    }

    assertThat(found / 4000.0).isBetween(0.77, 0.83);
  }

  @Test
  void refusesWhatNoExperimentShows() {
    assertThatThrownBy(() -> SampleSize.perArm(0.1, 0.1, 0.95, 0.8))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SampleSize.perArm(0, 0.1, 0.95, 0.8))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SampleSize.perArm(0.2, 0.1, 0.95, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static int successes(SplittableRandom random, int trials, double probability) {
    int successes = 0;
    for (int trial = 0; trial < trials; trial++) {
      successes += random.nextDouble() < probability ? 1 : 0;
    }
    return successes;
  }
}
