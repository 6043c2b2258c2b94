package io.rapport.metrics.odata;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.rapport.common.problem.Problem;
import io.rapport.common.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Refuses what goes beyond a limit of the feed, and counts it by limit. */
@ApplicationScoped
class OdataLimits {

  private final MeterRegistry meters;

  OdataLimits(MeterRegistry meters) {
    this.meters = requireNonNull(meters, "meters is null");
    for (var limit : List.of("parts", "rows", "terms")) {
      meters.counter("rapport.odata.refused", "limit", limit);
    }
  }

  ProblemException exceeded(String limit, String option, String detail) {
    meters.counter("rapport.odata.refused", "limit", limit).increment();
    return Problem.badRequest(option, detail);
  }
}
