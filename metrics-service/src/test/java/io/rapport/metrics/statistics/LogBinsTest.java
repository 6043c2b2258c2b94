package io.rapport.metrics.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LogBinsTest {

  private static final long THIRTY_DAYS = 30L * 24 * 3600;

  @Test
  void aRepresentativeIsAtMostOnePercentOff() {
    for (long seconds = 1; seconds <= THIRTY_DAYS; seconds += 1 + seconds / 5000) {
      double representative = LogBins.representative(LogBins.bin(seconds));
      assertThat(Math.abs(representative - seconds) / seconds).isLessThan(0.01);
    }
  }

  @Test
  void thirtyDaysFitInto750Bins() {
    assertThat(LogBins.bin(THIRTY_DAYS)).isLessThan(750);
  }

  @Test
  void zeroAndOneSecondShareTheFirstBin() {
    assertThat(LogBins.bin(0)).isZero();
    assertThat(LogBins.bin(1)).isZero();
    assertThat(LogBins.bin(2)).isEqualTo(36);
  }

  @Test
  void noDurationIsSoNearToAnEdgeThatRoundingDecides() {
    double logGamma = Math.log(LogBins.GAMMA);
    double nearest = 1;
    for (long seconds = 2; seconds <= THIRTY_DAYS; seconds++) {
      double exponent = Math.log((double) seconds) / logGamma;
      nearest = Math.min(nearest, Math.abs(exponent - Math.rint(exponent)));
    }

    assertThat(nearest).isGreaterThan(1e-10);
  }

  @Test
  void refusesNegativeDurations() {
    assertThatThrownBy(() -> LogBins.bin(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> LogBins.representative(-1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
