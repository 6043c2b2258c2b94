package io.rapport.metrics.kpi;

import io.rapport.metrics.statistics.ClusterMoments;
import java.util.UUID;

/**
 * Which contacts an interval is computed from: all, or those whose ids lie below a bound. Ids are
 * random, so they are a fair sample; the same question always gets the same one, and the primary
 * keys of the facts find it without reading the rest.
 *
 * @param halvings 0 for all contacts, 1 for half of them, 2 for a quarter
 */
record ContactSample(int halvings) {

  static final ContactSample ALL = new ContactSample(0);

  /** The ids of a smaller part than this would no longer differ in their first eight bytes. */
  private static final int MOST_HALVINGS = 40;

  ContactSample {
    if (halvings < 0 || halvings > MOST_HALVINGS) {
      throw new IllegalArgumentException("halvings out of range: " + halvings);
    }
  }

  /** The largest sample of so many facts that is expected to have no more than the limit. */
  static ContactSample of(long facts, long limit) {
    int halvings = 0;
    while (facts >> halvings > limit && halvings < MOST_HALVINGS) {
      halvings++;
    }
    return new ContactSample(halvings);
  }

  /** Eight times as many contacts, or all. */
  ContactSample larger() {
    return new ContactSample(Math.max(0, halvings - 3));
  }

  boolean isAll() {
    return halvings == 0;
  }

  /** How many times as many contacts there are. */
  double factor() {
    return Math.scalb(1.0, halvings);
  }

  double fraction() {
    return 1 / factor();
  }

  /** The condition for a row's contact to belong to it, to be appended. */
  String condition(Sql sql) {
    return isAll() ? "" : " AND contact_id < " + sql.bind(new UUID(1L << (64 - halvings), 0));
  }

  /** What all contacts would show if they were like these, with sums that are known of all. */
  ClusterMoments extended(ClusterMoments sample, double trials, double total) {
    // By how many facts there are and not by how many contacts: they may have been seen a while
    // ago.
    double factor = sample.trials() > 0 ? trials / sample.trials() : factor();
    return sample.extended(factor, trials, total);
  }

  /** A count of these contacts' facts, as of all. */
  long extended(long count, long ofSample, long ofAll) {
    return ofSample == 0 ? count : Math.round((double) count / ofSample * ofAll);
  }
}
