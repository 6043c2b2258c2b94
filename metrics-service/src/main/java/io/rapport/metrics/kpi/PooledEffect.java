package io.rapport.metrics.kpi;

import io.rapport.metrics.statistics.ClusterMoments;

/**
 * The design effect that all cells of a breakdown have in common: what contacts of a sample differ
 * from the ratio of their cell, over what as many independent trials would. Each cell's ratio is
 * that of all its contacts, so a cell of few in the sample biases nothing.
 *
 * <p>Source: L. Kish and M. R. Frankel, Inference from complex samples, Journal of the Royal
 * Statistical Society B 36 (1974), 1-37: design effects averaged over subclasses carry over to
 * subclasses that are too small for their own.
 */
final class PooledEffect {

  /** A sample with fewer contacts, or fewer of the rarer outcome, says too little of the spread. */
  static final int FEW_CONTACTS = 200;

  private static final int FEW_OUTCOMES = 50;

  private long contacts;
  private double rarer;
  private double squares;
  private double independent;
  private boolean happened;

  /**
   * Adds a cell.
   *
   * @param moments of the sample
   * @param total of all contacts
   * @param trials of all contacts
   */
  void add(ClusterMoments moments, long total, long trials) {
    contacts += moments.contacts();
    if (trials == 0 || total == 0 || total == trials) {
      return;
    }
    happened = true;
    rarer += rarer(moments);
    double ratio = (double) total / trials;
    squares +=
        Math.max(
            0,
            moments.totalSquared()
                - 2 * ratio * moments.product()
                + ratio * ratio * moments.trialsSquared());
    independent += moments.trials() * ratio * (1 - ratio);
  }

  private static double rarer(ClusterMoments moments) {
    return Math.min(moments.total(), moments.trials() - moments.total());
  }

  /** Whether something that did happen did not always happen. */
  boolean happened() {
    return happened;
  }

  boolean tellsEnough() {
    return contacts >= FEW_CONTACTS && rarer >= FEW_OUTCOMES;
  }

  /** Whether a single cell needs no help of the others. */
  static boolean tellsEnough(ClusterMoments moments) {
    return moments.contacts() >= FEW_CONTACTS && rarer(moments) >= FEW_OUTCOMES;
  }

  /** At least 1: an interval may be too wide, not too narrow. */
  double designEffect() {
    return independent > 0 ? Math.max(1, squares / independent) : 1;
  }
}
