package io.rapport.metrics.kpi;

/**
 * Contacts who were active before, and what became of them.
 *
 * @param before active in the period before
 * @param again of those, active in this one
 * @param optedOut of those who were not: wanted no more
 * @param complete whether this period is over
 */
record Retained(long before, long again, long optedOut, boolean complete) {

  static final Retained NOBODY = new Retained(0, 0, 0, true);
}
