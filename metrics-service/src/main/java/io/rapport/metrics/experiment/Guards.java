package io.rapport.metrics.experiment;

import io.rapport.metrics.statistics.SampleRatio;
import io.rapport.metrics.statistics.SampleRatio.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whether an experiment's results can be trusted at all. Pure.
 *
 * @param assignedRatio whether arms and hold-out got the shares of contacts they were meant to get
 * @param exposedRatio whether the variants did, among those who were sent their own
 * @param severalArms contacts who were sent messages of more than one variant
 * @param againstAssignment contacts who were sent what their assignment does not say
 * @param withoutAssignment contacts who were sent a variant and never assigned
 */
record Guards(
    SampleRatio assignedRatio,
    SampleRatio exposedRatio,
    Share severalArms,
    Share againstAssignment,
    Share withoutAssignment) {

  /** More of those who were sent something than this raise the alarm. */
  private static final double ALARM = 0.01;

  /** Some of those who were sent something. */
  record Share(long contacts, long of) {

    double value() {
      return of == 0 ? 0 : (double) contacts / of;
    }

    Verdict verdict() {
      return value() > ALARM ? Verdict.RED : Verdict.GREEN;
    }
  }

  static Guards of(Design design, Tally tally) {
    var exposed = new ArrayList<SampleRatio.Arm>();
    var assigned = new ArrayList<SampleRatio.Arm>();
    double weights = design.weights().stream().mapToDouble(Integer::doubleValue).sum();
    if (design.holdOut() > 0) {
      assigned.add(
          new SampleRatio.Arm(tally.arm(Allocation.HOLD_OUT).assigned(), design.holdOut()));
    }
    for (int arm = 1; arm <= design.variants().size(); arm++) {
      double share = design.weights().get(arm - 1) / weights;
      exposed.add(new SampleRatio.Arm(tally.arm(arm).exposed(), share));
      assigned.add(new SampleRatio.Arm(tally.arm(arm).assigned(), share * (1 - design.holdOut())));
    }
    return new Guards(
        SampleRatio.of(assigned),
        SampleRatio.of(exposed),
        new Share(tally.several(), tally.reached()),
        new Share(tally.against(), tally.reached()),
        new Share(tally.without(), tally.reached()));
  }

  /** The worst of all. */
  Verdict verdict() {
    return Stream.concat(
            Stream.of(assignedRatio.verdict(), exposedRatio.verdict()),
            List.of(severalArms, againstAssignment, withoutAssignment).stream().map(Share::verdict))
        .max(Verdict::compareTo)
        .orElseThrow();
  }
}
