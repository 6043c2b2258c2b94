package io.rapport.metrics.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {

  @Test
  void quantilesAreWithinOnePercentOfTheExactElements() {
    var random = new SplittableRandom(31);
    long[] seconds = random.longs(1001, 1, 600_000).sorted().toArray();
    var histogram = histogram(seconds);

    for (double q : new double[] {0.01, 0.25, 0.5, 0.9, 0.99}) {
      double exact = seconds[(int) Math.ceil(q * seconds.length) - 1];
      assertThat(histogram.quantile(q).orElseThrow()).isCloseTo(exact, within(exact * 0.01));
    }
  }

  @Test
  void theMeanIsExact() {
    assertThat(histogram(10, 20, 60).mean()).hasValue(30);
  }

  @Test
  void nothingHasNoQuantileAndNoMean() {
    assertThat(LatencyHistogram.EMPTY.quantile(0.5)).isEmpty();
    assertThat(LatencyHistogram.EMPTY.mean()).isEmpty();
    assertThat(LatencyHistogram.EMPTY.quantileInterval(0.5, 0.95)).isEmpty();
  }

  @Test
  void emptyBinsAreLeftOut() {
    assertThat(new LatencyHistogram(Map.of(3, 0L, 5, 1L), 1).counts()).containsOnlyKeys(5);
  }

  @Test
  void fiveDurationsAreTooFewForAnIntervalOfTheMedian() {
    assertThat(histogram(1, 2, 3, 4, 5).quantileInterval(0.5, 0.95)).isEmpty();
    assertThat(histogram(1, 2, 3, 4, 5, 6).quantileInterval(0.5, 0.95)).isPresent();
  }

  @Test
  void theRanksOfAHundredAreThoseOfTheTables() {
    // Conover, Practical Nonparametric Statistics: 95 % interval of the median of 100 is X(40) to
    // X(61).
    long[] seconds = new long[100];
    Arrays.setAll(seconds, i -> Math.round(Math.pow(LogBins.GAMMA, 100 + 2 * i)));
    var interval = histogram(seconds).quantileInterval(0.5, 0.95).orElseThrow();

    assertThat(interval.low()).isEqualTo(LogBins.representative(LogBins.bin(seconds[39])));
    assertThat(interval.high()).isEqualTo(LogBins.representative(LogBins.bin(seconds[60])));
  }

  @Test
  void coversTheTrueMedianAndNinetiethPercentile() {
    // Binning moves both bounds by up to 1 %, far less than the width of these intervals.
    double scale = 10_000;
    assertThat(coverage(0.5, scale * Math.log(2), scale, 41)).isBetween(0.93, 0.97);
    assertThat(coverage(0.9, scale * Math.log(10), scale, 42)).isBetween(0.93, 0.97);
  }

  private static double coverage(double q, double truth, double scale, long seed) {
    return Coverage.of(
        truth,
        4000,
        seed,
        random -> {
          long[] seconds = new long[400];
          Arrays.setAll(seconds, i -> Math.round(-scale * Math.log(1 - random.nextDouble())));
          return histogram(seconds).quantileInterval(q, 0.95);
        });
  }

  private static LatencyHistogram histogram(long... seconds) {
    var counts = new HashMap<Integer, Long>();
    for (long value : seconds) {
      counts.merge(LogBins.bin(value), 1L, Long::sum);
    }
    return new LatencyHistogram(counts, Arrays.stream(seconds).sum());
  }
}
