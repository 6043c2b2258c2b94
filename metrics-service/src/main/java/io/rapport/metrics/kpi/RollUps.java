package io.rapport.metrics.kpi;

import io.rapport.metrics.projection.Span;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** Whether a question can be answered from sums by days, which are kept by one zone's clock. */
final class RollUps {

  private RollUps() {}

  /** The zone of the days to read, where every step of the breakdown begins with one of them. */
  static Optional<ZoneId> zone(Scope scope, Breakdown breakdown) {
    boolean hours = Frame.dimensions(scope, breakdown).stream().anyMatch(Dimension::temporal);
    return hours ? Optional.empty() : scope.days().filter(zone -> whole(scope, breakdown, zone));
  }

  private static boolean whole(Scope scope, Breakdown breakdown, ZoneId zone) {
    var granularity = breakdown.granularity();
    return granularity.isEmpty()
        || (granularity.get() != Granularity.HOUR
            && granularity.get().steps(scope.period(), scope.zone()).stream()
                .allMatch(step -> step.isBefore(scope.period().from()) || beginsDay(step, zone)));
  }

  /** Whether a day begins at a moment. */
  static boolean beginsDay(Instant moment, ZoneId zone) {
    return Span.DAY.begin(moment, zone).equals(moment);
  }
}
