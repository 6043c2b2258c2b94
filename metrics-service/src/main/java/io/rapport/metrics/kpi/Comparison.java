package io.rapport.metrics.kpi;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a period is compared with. */
enum Comparison {
  /** The period of the same length just before. */
  PREVIOUS {
    @Override
    Period of(Period period, ZoneId zone) {
      return period.previous(zone);
    }
  },
  /** The same dates a year before. */
  YEAR {
    @Override
    Period of(Period period, ZoneId zone) {
      return period.yearBefore(zone);
    }
  };

  abstract Period of(Period period, ZoneId zone);

  /** The name in URLs. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Comparison> ofId(String id) {
    return Arrays.stream(values()).filter(comparison -> comparison.id().equals(id)).findFirst();
  }

  static String ids() {
    return Arrays.stream(values()).map(Comparison::id).collect(Collectors.joining(", "));
  }
}
