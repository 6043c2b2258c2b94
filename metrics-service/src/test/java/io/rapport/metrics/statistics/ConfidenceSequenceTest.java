package io.rapport.metrics.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Two arms that are the same, looked at again and again. */
class ConfidenceSequenceTest {

  private static final int EXPERIMENTS = 1500;
  private static final int LOOKS = 60;
  private static final int CONTACTS_PER_LOOK = 100;
  private static final double PROBABILITY = 0.3;

  /** What a look sees. */
  private record Look(double difference, double standardError, long contacts) {}

  @Test
  void whoLooksAllTheTimeErrsNoMoreOftenThanAgreed() {
    double alarms =
        falseAlarms(
            look ->
                ConfidenceSequence.interval(
                    look.difference(), look.standardError(), look.contacts(), 0.95));

    assertThat(alarms).isLessThan(0.05);
  }

  @Test
  void withTheUsualIntervalErrorsPileUp() {
    double alarms =
        falseAlarms(
            look -> {
              double half = Wilson.quantile(0.95) * look.standardError();
              return new ConfidenceInterval(
                  look.difference() - half, look.difference() + half, 0.95, IntervalMethod.WILSON);
            });

    assertThat(alarms).isGreaterThan(0.2);
  }

  @Test
  void itIsNarrowestWhereItIsTunedFor() {
    double tuned = factor((long) ConfidenceSequence.TUNED_FOR);

    // Three standard errors, where whoever looks only once takes 1.96.
    assertThat(tuned).isCloseTo(3.0, within(0.15));
    assertThat(factor(200)).isGreaterThan(tuned);
    assertThat(factor(1_000_000)).isGreaterThan(tuned);
  }

  @Test
  void refusesToSpeakOfNobody() {
    assertThatThrownBy(() -> ConfidenceSequence.interval(0, 1, 0, 0.95))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ConfidenceSequence.interval(0, Double.NaN, 5, 0.95))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** How many standard errors the interval reaches on either side. */
  private static double factor(long contacts) {
    return ConfidenceSequence.interval(0, 1, contacts, 0.95).high();
  }

  /** The share of experiments in which zero is outside at any of the looks. */
  private static double falseAlarms(Function<Look, ConfidenceInterval> method) {
    var random = new SplittableRandom(61);
    int alarms = 0;
    for (int experiment = 0; experiment < EXPERIMENTS; experiment++) {
      alarms += alarmed(random, method) ? 1 : 0;
    }
    return (double) alarms / EXPERIMENTS;
  }

  private static boolean alarmed(
      SplittableRandom random, Function<Look, ConfidenceInterval> method) {
    int one = 0;
    int other = 0;
    boolean alarmed = false;
    for (int look = 1; look <= LOOKS; look++) {
      one += successes(random);
      other += successes(random);
      double size = (double) look * CONTACTS_PER_LOOK;
      double p = one / size;
      double q = other / size;
      double error = Math.sqrt(p * (1 - p) / size + q * (1 - q) / size);
      var interval = method.apply(new Look(p - q, error, 2L * look * CONTACTS_PER_LOOK));
      alarmed |= interval.low() > 0 || interval.high() < 0;
    }
    return alarmed;
  }

  private static int successes(SplittableRandom random) {
    int successes = 0;
    for (int contact = 0; contact < CONTACTS_PER_LOOK; contact++) {
      successes += random.nextDouble() < PROBABILITY ? 1 : 0;
    }
    return successes;
  }
}
