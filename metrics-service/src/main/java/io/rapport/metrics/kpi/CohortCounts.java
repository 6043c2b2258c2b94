package io.rapport.metrics.kpi;

/**
 * How many contacts of each cohort were active in each period, both by their places. Filled by one
 * thread.
 */
final class CohortCounts {

  private final long[] sizes;
  private final long[][] active;

  CohortCounts(int periods) {
    sizes = new long[periods];
    active = new long[periods][periods];
  }

  void size(int cohort, long contacts) {
    sizes[cohort] = contacts;
  }

  long size(int cohort) {
    return sizes[cohort];
  }

  void active(int cohort, int period, long contacts) {
    active[cohort][period] = contacts;
  }

  long active(int cohort, int period) {
    return active[cohort][period];
  }

  /** From who was last active in a period to who was active in it or later. */
  CohortCounts cumulated() {
    var sums = new CohortCounts(sizes.length);
    for (int cohort = 0; cohort < sizes.length; cohort++) {
      sums.sizes[cohort] = sizes[cohort];
      long later = 0;
      for (int period = sizes.length - 1; period >= 0; period--) {
        later += active[cohort][period];
        sums.active[cohort][period] = later;
      }
    }
    return sums;
  }
}
