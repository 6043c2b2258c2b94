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

  /**
   * Throws where a question would be answered with too many groups, or too many steps of these.
   *
   * @param groups how many there are
   */
  void requireRoom(Question question, int groups, KpiSettings settings) {
    if (groups > settings.mostGroups()) {
      throw exceeded(
          "groups",
          "groupBy",
          "There are %d groups, more than %d. Filter, or group by another dimension."
              .formatted(groups, settings.mostGroups()));
    }
    long steps = question.granularity().map(g -> g.stepsAtMost(question.period())).orElse(0L);
    if (groups * steps > settings.mostFigures()) {
      throw exceeded(
          "figures",
          "granularity",
          "%d groups with up to %d steps each are more than %d figures. Ask for a coarser"
                  .formatted(groups, steps, settings.mostFigures())
              + " granularity, a shorter period or fewer groups.");
    }
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
