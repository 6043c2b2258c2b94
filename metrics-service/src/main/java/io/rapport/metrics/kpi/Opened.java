package io.rapport.metrics.kpi;

import io.rapport.metrics.settings.InEffect;

/** What opening a KPI means, whichever of its facts are shown. */
final class Opened {

  private Opened() {}

  /** What became of whom is about who was active before. */
  static Period period(KpiDefinition kpi, Question question) {
    return kpi.computation() instanceof Computation.Retention
        ? question.period().previous(question.zone())
        : question.period();
  }

  /** Whether each contact is shown once, by its first fact. */
  static boolean ofContacts(KpiDefinition kpi) {
    return switch (kpi.computation()) {
      case Computation.Rate rate -> rate.headline().denominator().ofContacts();
      case Computation.Latency latency -> false;
      case Computation.Retention retention -> true;
    };
  }

  /** The condition for a row to be one that the KPI is about, of whatever age. */
  static String population(KpiDefinition kpi, InEffect settings) {
    return switch (kpi.computation()) {
      case Computation.Rate rate -> rate.headline().denominator().condition(settings);
      case Computation.Latency latency -> latency.firstTurnOnly() ? "first_in_episode" : "TRUE";
      case Computation.Retention retention -> "TRUE";
    };
  }
}
