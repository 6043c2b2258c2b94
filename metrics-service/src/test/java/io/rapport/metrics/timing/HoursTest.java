package io.rapport.metrics.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rapport.metrics.statistics.ClusterMoments;
import io.rapport.metrics.statistics.Shrinkage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class HoursTest {

  @Test
  void aBetterHourIsFoundAndItsGainIsNotExaggerated() {
    var random = new SplittableRandom(5);
    var hours = new HashMap<Integer, ClusterMoments>();
    for (int hour = 0; hour < 168; hour++) {
      hours.put(hour, people(random, 200, evening(hour) ? 0.5 : 0.3));
    }
    var best = Hours.of(hours).best().orElseThrow();

    assertThat(evening(best.hour())).isTrue();
    assertThat(best.certain()).isTrue();
    assertThat(best.gain()).isBetween(0.05, 0.25);
  }

  private static boolean evening(int hourOfWeek) {
    return hourOfWeek % 24 >= 18 && hourOfWeek % 24 <= 20;
  }

  @Test
  void whereNoHourIsBetterNoneIsSeldomCalledSo() {
    var random = new SplittableRandom(11);
    int called = 0;
    for (int i = 0; i < 200; i++) {
      var hours = new HashMap<Integer, ClusterMoments>();
      for (int hour = 0; hour < 168; hour++) {
        hours.put(hour, people(random, 60, 0.3));
      }
      called += Hours.of(hours).best().filter(Hours.Best::certain).isPresent() ? 1 : 0;
    }

    // The best of 168 would be called so nearly always if it were not drawn towards the mean.
    assertThat(called).isLessThanOrEqualTo(20);
  }

  @Property(tries = 200)
  void everyRateLiesBetweenItsOwnAndTheMean(
      @ForAll @Size(min = 2, max = 24) List<@IntRange(max = 40) Integer> successes) {
    var hours = new HashMap<Integer, ClusterMoments>();
    for (int hour = 0; hour < successes.size(); hour++) {
      long y = successes.get(hour);
      hours.put(hour, new ClusterMoments(40, 40, y, 40, y, y));
    }
    var shrunk = Hours.of(hours);
    double mean = shrunk.fit().orElseThrow().mean();
    hours.forEach(
        (hour, moments) -> {
          assertThat(shrunk.rate(hour))
              .isBetween(
                  Math.min(moments.ratio(), mean) - 1e-9, Math.max(moments.ratio(), mean) + 1e-9);
          shrunk
              .interval(hour)
              .ifPresent(
                  known -> assertThat(shrunk.rate(hour)).isBetween(known.low(), known.high()));
        });
  }

  @Test
  void withoutMessagesThereIsNothingToSay() {
    assertThat(Hours.of(Map.of()).best()).isEmpty();
    assertThat(Hours.of(Map.of(3, ClusterMoments.NONE)).fit()).isEmpty();
  }

  @Test
  void thePosteriorOfAGroupIsTheBetaOne() {
    var fit = new Shrinkage(0.5, 2);
    var interval = fit.interval(new Shrinkage.Group(0, 0), 0.95).orElseThrow();
    // Beta(1, 1) is flat.
    assertThat(interval.low()).isEqualTo(0.025, within(1e-6));
    assertThat(interval.high()).isEqualTo(0.975, within(1e-6));
  }

  private static ClusterMoments people(SplittableRandom random, int count, double rate) {
    var moments = ClusterMoments.NONE;
    for (int i = 0; i < count; i++) {
      moments = moments.plus(1, random.nextDouble() < rate ? 1 : 0);
    }
    return moments;
  }
}
