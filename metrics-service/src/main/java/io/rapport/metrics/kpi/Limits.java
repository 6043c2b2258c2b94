package io.rapport.metrics.kpi;

import io.micrometer.core.instrument.MeterRegistry;
import io.rapport.common.problem.Problem;
import io.rapport.common.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;

/** Refuses what goes beyond a limit, and counts it by limit. */
@ApplicationScoped
class Limits {

  private final MeterRegistry meters;

  Limits(MeterRegistry meters) {
    this.meters = meters;
  }

  /** A request to throw because a parameter asks for more than a limit allows. */
  ProblemException exceeded(String limit, String parameter, String detail) {
    count(limit);
    return Problem.badRequest(parameter, detail);
  }

  /** A request to throw because the database needed longer than it may. */
  ProblemException tooSlow(String detail) {
    count("statement-timeout");
    return new ProblemException(
        Problem.of(503, "too-slow", "The answer would take too long", detail));
  }

  /** Counts that an interval was computed from a sample of contacts. */
  void sampled() {
    meters.counter("rapport.kpi.sampled").increment();
  }

  private void count(String limit) {
    meters.counter("rapport.kpi.refused", "limit", limit).increment();
  }
}
