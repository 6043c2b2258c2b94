package io.rapport.metrics.kpi;

import static java.util.Objects.requireNonNull;

import io.rapport.metrics.settings.InEffect;
import java.time.Duration;

/** Two measures of the same facts with the same horizon, of which one is a part of the other. */
record Ratio(Measure numerator, Measure denominator) {

  Ratio {
    requireNonNull(numerator, "numerator is null");
    requireNonNull(denominator, "denominator is null");
    if (numerator.table() != denominator.table()
        || !numerator.horizon().equals(denominator.horizon())
        || numerator.ofConversions() != denominator.ofConversions()) {
      throw new IllegalArgumentException(numerator + " is no part of " + denominator);
    }
  }

  FactTable table() {
    return denominator.table();
  }

  Duration horizon(InEffect settings) {
    return denominator.horizon(settings);
  }
}
