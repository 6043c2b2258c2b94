package io.rapport.metrics.settings;

import static java.util.Objects.requireNonNull;

import io.rapport.metrics.timeline.ProjectionSettings;
import java.time.Instant;
import java.util.Optional;

/**
 * A version of an account's settings.
 *
 * @param version 0 where nothing was chosen yet, else counted from 1
 * @param recorded by whom and when; empty of version 0
 */
record MetricSettings(int version, ProjectionSettings chosen, Optional<Recorded> recorded) {

  MetricSettings {
    requireNonNull(chosen, "chosen is null");
    requireNonNull(recorded, "recorded is null");
  }

  static MetricSettings defaults(ProjectionSettings defaults) {
    return new MetricSettings(0, defaults, Optional.empty());
  }

  /** Who recorded it when. */
  record Recorded(Instant at, String by) {

    Recorded {
      requireNonNull(at, "at is null");
      requireNonNull(by, "by is null");
    }
  }
}
