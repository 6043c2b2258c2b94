package io.rapport.metrics.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rapport.metrics.statistics.KaplanMeier.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class KaplanMeierTest {

  @Test
  void equalsThePublishedExample() {
    // Freireich et al. 1963, remission in weeks under 6-MP, as in Cox and Oakes, Analysis of
    // Survival
    // Data (1984), section 1.1: the median is 23.
    var weeks =
        List.of(
            new Observation(6, 3, 1),
            new Observation(7, 1, 0),
            new Observation(9, 0, 1),
            new Observation(10, 1, 1),
            new Observation(11, 0, 1),
            new Observation(13, 1, 0),
            new Observation(16, 1, 0),
            new Observation(17, 0, 1),
            new Observation(19, 0, 1),
            new Observation(20, 0, 1),
            new Observation(22, 1, 0),
            new Observation(23, 1, 0),
            new Observation(25, 0, 1),
            new Observation(32, 0, 2),
            new Observation(34, 0, 1),
            new Observation(35, 0, 1));

    assertThat(KaplanMeier.median(weeks)).hasValue(23);
  }

  @Test
  void withoutCensoringItIsTheMedian() {
    var waits =
        List.of(new Observation(1, 1, 0), new Observation(5, 1, 0), new Observation(9, 1, 0));

    assertThat(KaplanMeier.median(waits)).hasValue(5);
  }

  @Test
  void whereMostNeverGetAnAnswerThereIsNoMedian() {
    assertThat(KaplanMeier.median(List.of(new Observation(5, 1, 0), new Observation(100, 0, 9))))
        .isEmpty();
    assertThat(KaplanMeier.median(List.of())).isEmpty();
  }

  @Test
  void findsTheTrueMedianAlthoughAThirdIsCensored() {
    var random = new SplittableRandom(51);
    var waits = new TreeMap<Long, long[]>();
    for (int i = 0; i < 20_000; i++) {
      long wait = Math.round(-10_000 * Math.log(1 - random.nextDouble()));
      long seen = Math.round(-20_000 * Math.log(1 - random.nextDouble()));
      waits.computeIfAbsent(Math.min(wait, seen), _ -> new long[2])[wait <= seen ? 0 : 1]++;
    }
    var observations = new ArrayList<Observation>();
    waits.forEach((seconds, n) -> observations.add(new Observation(seconds, n[0], n[1])));

    assertThat(KaplanMeier.median(observations).orElseThrow())
        .isBetween(
            Math.round(10_000 * Math.log(2) * 0.97), Math.round(10_000 * Math.log(2) * 1.03));
  }

  @Test
  void refusesObservationsOutOfOrder() {
    assertThatThrownBy(
            () -> KaplanMeier.median(List.of(new Observation(5, 1, 1), new Observation(4, 1, 1))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
