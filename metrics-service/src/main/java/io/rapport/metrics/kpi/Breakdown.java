package io.rapport.metrics.kpi;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * Into which cells the facts are divided.
 *
 * @param groupBy one cell for each value of a dimension
 * @param granularity one cell for each step of time
 * @param only leaves all facts out but those of some groups, which become one
 */
record Breakdown(
    Optional<Dimension> groupBy, Optional<Granularity> granularity, Optional<Groups> only) {

  /** Everything is one cell. */
  static final Breakdown NONE = new Breakdown(Optional.empty(), Optional.empty(), Optional.empty());

  Breakdown {
    requireNonNull(groupBy, "groupBy is null");
    requireNonNull(granularity, "granularity is null");
    requireNonNull(only, "only is null");
  }

  /** Some groups of a dimension, by their keys as the database writes them. */
  record Groups(Dimension dimension, List<String> keys) {

    Groups {
      requireNonNull(dimension, "dimension is null");
      keys = List.copyOf(keys);
    }
  }

  static Breakdown of(Optional<Dimension> groupBy, Optional<Granularity> granularity) {
    return new Breakdown(groupBy, granularity, Optional.empty());
  }

  /** One cell for these groups together, or one for each step of time. */
  static Breakdown merging(Groups groups, Optional<Granularity> granularity) {
    return new Breakdown(Optional.empty(), granularity, Optional.of(groups));
  }
}
