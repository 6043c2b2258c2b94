package io.rapport.metrics.statistics;

import java.util.OptionalDouble;

/**
 * What a ratio estimator clustered by contact needs to know of m contacts, of which contact i has
 * n_i trials with the total y_i: sums, so that a database can compute them.
 *
 * @param contacts m, those with at least one trial
 * @param trials the sum of n_i
 * @param total the sum of y_i: successes, or seconds
 * @param trialsSquared the sum of n_i squared
 * @param totalSquared the sum of y_i squared
 * @param product the sum of n_i y_i
 */
public record ClusterMoments(
    long contacts,
    double trials,
    double total,
    double trialsSquared,
    double totalSquared,
    double product) {

  /** Nobody was tried. */
  public static final ClusterMoments NONE = new ClusterMoments(0, 0, 0, 0, 0, 0);

  public ClusterMoments {
    if (contacts < 0 || trials < contacts) {
      throw new IllegalArgumentException(trials + " trials of " + contacts + " contacts");
    }
  }

  /** The moments with one more contact. */
  public ClusterMoments plus(double trialsOfContact, double totalOfContact) {
    return new ClusterMoments(
        contacts + 1,
        trials + trialsOfContact,
        total + totalOfContact,
        trialsSquared + trialsOfContact * trialsOfContact,
        totalSquared + totalOfContact * totalOfContact,
        product + trialsOfContact * totalOfContact);
  }

  /**
   * The moments of so many times as many contacts, if those were like these, with the sums that are
   * known of all: the variance between contacts from a sample, everything else exact.
   */
  public ClusterMoments extended(double factor, double allTrials, double allTotal) {
    return new ClusterMoments(
        Math.min(Math.max(Math.min(contacts, 1), Math.round(contacts * factor)), (long) allTrials),
        allTrials,
        allTotal,
        trialsSquared * factor,
        totalSquared * factor,
        product * factor);
  }

  /**
   * How many times the variance of R is that of as many independent trials: 1 where contacts are
   * alike, more where each of them always does the same.
   *
   * <p>Source: L. Kish, Survey Sampling (1965), section 8.2.
   */
  public OptionalDouble designEffect() {
    double independent = ratio() * (1 - ratio()) / trials;
    return contacts < 2 || !(independent > 0)
        ? OptionalDouble.empty()
        : OptionalDouble.of(standardError() * standardError() / independent);
  }

  /** R, the sum of y_i over the sum of n_i. */
  public double ratio() {
    return total / trials;
  }

  /**
   * SE = sqrt(sum((y_i - R n_i)^2) / (m (m-1))) / mean(n), the linearised standard error of a
   * ratio.
   *
   * <p>Source: W. G. Cochran, Sampling Techniques, 3rd edition (1977), section 6.3 and 9A.2. The
   * sum of squares is expanded into the moments; rounding may leave it a hair below zero.
   */
  public double standardError() {
    double ratio = ratio();
    double squares = totalSquared - 2 * ratio * product + ratio * ratio * trialsSquared;
    double meanTrials = trials / contacts;
    return Math.sqrt(Math.max(0, squares) / ((double) contacts * (contacts - 1))) / meanTrials;
  }
}
