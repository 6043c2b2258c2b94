package io.rapport.metrics.kpi;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** When a contact of a cohort counts as still there. */
enum CohortVariant {
  /** Active in that very period. */
  EXACT,
  /** Active in that period or a later one. */
  ON_OR_AFTER;

  /** The name in URLs. */
  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<CohortVariant> ofId(String id) {
    return Stream.of(values()).filter(variant -> variant.id().equals(id)).findFirst();
  }
}
