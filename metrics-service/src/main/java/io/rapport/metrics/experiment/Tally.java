package io.rapport.metrics.experiment;

import static java.util.Objects.requireNonNull;

import io.rapport.metrics.statistics.ClusterMoments;
import java.util.Map;

/**
 * Everything that was counted of one experiment.
 *
 * @param arms by their numbers, the hold-out's among them
 * @param reached contacts who were sent any message of the campaign
 * @param several those who were sent messages of more than one variant
 * @param against those who were sent what their assignment does not say
 * @param without those who were sent a variant and never assigned
 */
record Tally(Map<Integer, ArmTally> arms, long reached, long several, long against, long without) {

  Tally {
    arms = Map.copyOf(arms);
  }

  ArmTally arm(int arm) {
    return arms.getOrDefault(arm, ArmTally.NONE);
  }

  /**
   * Conversions of those who could be sent something and of the hold-out.
   *
   * @param immature contacts assigned too recently to be counted
   */
  record Lift(ClusterMoments treated, ClusterMoments heldOut, long immature) {

    Lift {
      requireNonNull(treated, "treated is null");
      requireNonNull(heldOut, "heldOut is null");
    }
  }
}
