package io.rapport.metrics.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class WilsonTest {

  @Test
  void equalsThePublishedExample() {
    // Newcombe, Statistics in Medicine 17 (1998), table I, method 3: 81 of 263.
    var interval = Wilson.interval(81, 263, 0.95);

    assertThat(interval.low()).isCloseTo(0.2553, within(0.00005));
    assertThat(interval.high()).isCloseTo(0.3662, within(0.00005));
    assertThat(interval.method()).isEqualTo(IntervalMethod.WILSON);
  }

  @Test
  void staysInsideZeroAndOneAtTheExtremes() {
    // Newcombe 1998, table I: 0 of 20 gives 0 to 0.1611.
    var none = Wilson.interval(0, 20, 0.95);
    var all = Wilson.interval(20, 20, 0.95);

    assertThat(none.low()).isZero();
    assertThat(none.high()).isCloseTo(0.1611, within(0.00005));
    assertThat(all.low()).isCloseTo(0.8389, within(0.00005));
    assertThat(all.high()).isEqualTo(1);
  }

  @Test
  void coversTheTruthAsOftenAsItClaims() {
    double coverage =
        Coverage.of(
            0.3,
            4000,
            11,
            random -> {
              int successes = 0;
              for (int i = 0; i < 60; i++) {
                successes += random.nextDouble() < 0.3 ? 1 : 0;
              }
              return Optional.of(Wilson.interval(successes, 60, 0.95));
            });

    assertThat(coverage).isBetween(0.93, 0.97);
  }

  @Test
  void refusesMoreSuccessesThanTrials() {
    assertThatThrownBy(() -> Wilson.interval(3, 2, 0.95))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Wilson.interval(0, 0, 0.95))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Wilson.interval(1, 2, 1)).isInstanceOf(IllegalArgumentException.class);
  }
}
