package io.rapport.metrics.statistics;

/**
 * Logarithmic bins of durations in whole seconds: bin 0 holds 0 and 1 second, bin i the durations
 * in (gamma^(i-1), gamma^i]. With gamma = 1.02 a bin's representative is at most 1 % off whatever
 * the bin holds, and 750 bins reach from one second to 30 days. Bins of different groups can be
 * added, and what was added can be taken away again.
 *
 * <p>Source: C. Masson, J. E. Rim and H. K. Lee, DDSketch: a fast and fully-mergeable quantile
 * sketch with relative-error guarantees, PVLDB 12 (2019), 2195-2205, section 2.1.
 */
public final class LogBins {

  public static final double GAMMA = 1.02;

  private static final double LOG_GAMMA = Math.log(GAMMA);

  private LogBins() {}

  /**
   * The bin of a duration.
   *
   * <p>No whole number of seconds above 1 is a power of 1.02, and none up to a year is so near to
   * one that a rounding of the logarithm could put it into the neighbouring bin; so the database,
   * which bins with the same formula, agrees.
   *
   * @param seconds not negative
   */
  public static int bin(long seconds) {
    if (seconds < 0) {
      throw new IllegalArgumentException("seconds is negative: " + seconds);
    }
    return seconds <= 1 ? 0 : (int) Math.ceil(Math.log((double) seconds) / LOG_GAMMA);
  }

  /**
   * The duration in seconds that stands for all in a bin: the one with the least relative error.
   */
  public static double representative(int bin) {
    if (bin < 0) {
      throw new IllegalArgumentException("bin is negative: " + bin);
    }
    return bin == 0 ? 1 : 2 * Math.pow(GAMMA, bin) / (GAMMA + 1);
  }
}
