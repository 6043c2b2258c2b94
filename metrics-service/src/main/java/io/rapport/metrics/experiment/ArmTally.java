package io.rapport.metrics.experiment;

import static java.util.Objects.requireNonNull;

import io.rapport.metrics.statistics.ClusterMoments;

/**
 * What was counted of the contacts of one arm.
 *
 * @param assigned contacts
 * @param exposed those of them who were sent a message of their own arm
 * @param immature messages too young to be counted, or contacts where the metric counts contacts
 * @param moments of the metric, over contacts exposed to their own arm and no other
 */
record ArmTally(long assigned, long exposed, long immature, ClusterMoments moments) {

  static final ArmTally NONE = new ArmTally(0, 0, 0, ClusterMoments.NONE);

  ArmTally {
    requireNonNull(moments, "moments is null");
  }

  /** The same without what single contacts could be told by. */
  ArmTally withheld() {
    return new ArmTally(assigned, exposed, 0, ClusterMoments.NONE);
  }
}
