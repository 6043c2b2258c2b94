package io.rapport.metrics.timing;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.metrics.statistics.ClusterMoments;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FatigueTest {

  private static final int COMPARISONS = 3 * 14;

  @Test
  void theMessageFromWhichPeopleLeaveIsFound() {
    var levels = new HashMap<Integer, ClusterMoments>();
    for (int received = 1; received <= 6; received++) {
      levels.put(received, contacts(2000, received >= 4 ? 200 : 20));
    }

    assertThat(Fatigue.of(levels, true, COMPARISONS).worseFrom()).contains(4);
    assertThat(Fatigue.of(levels, false, COMPARISONS).worseFrom()).isEmpty();
  }

  @Test
  void fewerWhoReadIsWorse() {
    var levels = Map.of(1, contacts(1000, 500), 2, contacts(1000, 480), 3, contacts(1000, 300));

    assertThat(Fatigue.of(levels, false, COMPARISONS).worseFrom()).contains(3);
  }

  @Test
  void chanceAloneSeldomMakesACap() {
    var random = new SplittableRandom(3);
    int caps = 0;
    for (int i = 0; i < 300; i++) {
      var levels = new HashMap<Integer, ClusterMoments>();
      for (int received = 1; received <= 15; received++) {
        long successes = 0;
        for (int j = 0; j < 300; j++) {
          successes += random.nextDouble() < 0.3 ? 1 : 0;
        }
        levels.put(received, contacts(300, successes));
      }
      caps += Fatigue.of(levels, false, COMPARISONS).worseFrom().isPresent() ? 1 : 0;
    }

    assertThat(caps).isLessThanOrEqualTo(15);
  }

  @Test
  void ofTooFewContactsNothingIsSaid() {
    var levels = Map.of(1, contacts(1000, 1000), 2, contacts(29, 0));

    assertThat(Fatigue.of(levels, false, COMPARISONS).worseFrom()).isEmpty();
  }

  private static ClusterMoments contacts(long contacts, long successes) {
    return new ClusterMoments(contacts, contacts, successes, contacts, successes, successes);
  }
}
