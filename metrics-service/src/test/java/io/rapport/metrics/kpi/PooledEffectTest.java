package io.rapport.metrics.kpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rapport.metrics.statistics.ClusterMoments;
import io.rapport.metrics.statistics.ClusterRatio;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PooledEffectTest {

  private static final int CELLS = 40;
  private static final int CONTACTS = 400;
  private static final int TRIALS = 3;

  /** Of a cell: what contacts of the sample did, and what all did. */
  private record Made(ClusterMoments sample, long total, long trials, double truth) {}

  /** Each contact has an opinion of its own; a sixteenth of them is in the sample. */
  private static Made cell(SplittableRandom random, double truth, double alike) {
    var sample = ClusterMoments.NONE;
    long total = 0;
    for (int i = 0; i < CONTACTS; i++) {
      boolean opinion = random.nextDouble() < truth;
      int successes = 0;
      for (int j = 0; j < TRIALS; j++) {
        boolean follows = random.nextDouble() < Math.sqrt(alike);
        successes += (follows ? opinion : random.nextDouble() < truth) ? 1 : 0;
      }
      total += successes;
      if (i % 16 == 0) {
        sample = sample.plus(TRIALS, successes);
      }
    }
    return new Made(sample, total, (long) CONTACTS * TRIALS, truth);
  }

  @Test
  void intervalsFromTheSharedEffectCoverTheTruthOfEachCell() {
    var random = new SplittableRandom(71);
    int covered = 0;
    int all = 0;
    for (int repetition = 0; repetition < 60; repetition++) {
      var pooled = new PooledEffect();
      var cells = new Made[CELLS];
      for (int i = 0; i < CELLS; i++) {
        cells[i] = cell(random, 0.2 + 0.6 * i / CELLS, 0.3);
        pooled.add(cells[i].sample(), cells[i].total(), cells[i].trials());
      }
      for (var made : cells) {
        var interval =
            ClusterRatio.proportion(
                (double) made.total() / made.trials(), made.trials(), pooled.designEffect(), 0.95);
        all++;
        covered += interval.low() <= made.truth() && made.truth() <= interval.high() ? 1 : 0;
      }
    }

    assertThat((double) covered / all).isBetween(0.93, 0.97);
  }

  @Test
  void theEffectIsThatOfTheTextbookForEquallyManyTrials() {
    var random = new SplittableRandom(72);
    var pooled = new PooledEffect();
    for (int i = 0; i < 2000; i++) {
      var made = cell(random, 0.4, 0.3);
      pooled.add(made.sample(), made.total(), made.trials());
    }

    assertThat(pooled.tellsEnough()).isTrue();
    assertThat(pooled.designEffect()).isCloseTo(1 + (TRIALS - 1) * 0.3, within(0.05));
  }

  @Test
  void aHandfulOfContactsTellsTooLittle() {
    var pooled = new PooledEffect();
    pooled.add(ClusterMoments.NONE.plus(3, 1).plus(2, 2), 900, 2000);

    assertThat(pooled.happened()).isTrue();
    assertThat(pooled.tellsEnough()).isFalse();
  }

  @Test
  void whatAlwaysHappensNeedsNoSpread() {
    var pooled = new PooledEffect();
    pooled.add(ClusterMoments.NONE.plus(3, 3), 2000, 2000);

    assertThat(pooled.happened()).isFalse();
    assertThat(pooled.designEffect()).isEqualTo(1);
  }
}
