package io.rapport.metrics.statistics;

import static io.rapport.metrics.statistics.ConfidenceInterval.checkLevel;

/**
 * Intervals that hold at every look at once: whoever looks each day and stops when zero is outside
 * errs no more often than the level says. The price is width, least near {@link #TUNED_FOR}
 * contacts.
 *
 * <p>Source: I. Waudby-Smith, D. Arbour, R. Sinha, E. H. Kennedy and A. Ramdas, Time-uniform
 * central limit theory and asymptotic confidence sequences (2023), arXiv 2103.06476, theorem 2.2,
 * tuned as proposed there.
 */
public final class ConfidenceSequence {

  /** How many contacts the sequence is narrowest at. */
  public static final double TUNED_FOR = 5000;

  private ConfidenceSequence() {}

  /**
   * The interval at this look.
   *
   * @param estimate a mean, or a difference of means
   * @param standardError of the estimate now
   * @param contacts seen so far, in all arms, at least 1
   */
  public static ConfidenceInterval interval(
      double estimate, double standardError, long contacts, double level) {
    checkLevel(level);
    if (contacts < 1 || !(standardError >= 0)) {
      throw new IllegalArgumentException(
          contacts + " contacts with a standard error of " + standardError);
    }
    double alpha = 1 - level;
    double tuning = (-2 * Math.log(alpha) + Math.log(-2 * Math.log(alpha) + 1)) / TUNED_FOR;
    double scale = contacts * tuning + 1;
    // The theorem speaks of the standard deviation of one contact: the error times the root of n.
    double half =
        standardError
            * Math.sqrt(2 * scale / (contacts * tuning) * Math.log(Math.sqrt(scale) / alpha));
    return new ConfidenceInterval(
        estimate - half, estimate + half, level, IntervalMethod.CONFIDENCE_SEQUENCE);
  }
}
