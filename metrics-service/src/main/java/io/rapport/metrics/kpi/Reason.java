package io.rapport.metrics.kpi;

import io.rapport.metrics.kpi.Computation.RateDetail;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Says why a fact counts, in words and ISO 8601 durations. */
final class Reason {

  private Reason() {}

  /**
   * @param counted when what the numerator asks for happened, if it did
   */
  static String ofMessage(
      KpiDefinition kpi,
      Part part,
      Instant sent,
      Optional<Instant> delivered,
      Optional<Instant> counted) {
    var about = about(kpi);
    var what =
        switch (part) {
          case NUMERATOR -> after(about.words(), sent, counted);
          case DENOMINATOR ->
              about == RateDetail.DELIVERY ? "sent" : after("delivered", sent, delivered);
        };
    return what + ageOf(kpi);
  }

  /** What a rate is about. */
  static RateDetail about(KpiDefinition kpi) {
    return switch (kpi.computation()) {
      case Computation.Rate rate -> rate.detail();
      case Computation.Latency latency ->
          throw new IllegalArgumentException(kpi.id() + " is no rate");
      case Computation.Retention retention ->
          throw new IllegalArgumentException(kpi.id() + " is no rate");
    };
  }

  static String ofTurn(KpiDefinition kpi, Part part, Instant started, Optional<Instant> answered) {
    var what =
        switch (part) {
          case NUMERATOR -> after("answered", started, answered);
          case DENOMINATOR ->
              answered.isPresent()
                  ? "a customer's turn, " + after("answered", started, answered)
                  : "a customer's turn, not answered";
        };
    return what + ageOf(kpi);
  }

  /** Of an episode, or of its wait for a person. */
  static String ofEpisode(KpiDefinition kpi, Part part, Fact.Episode episode) {
    var what =
        switch (about(kpi)) {
          case QUEUE ->
              episode
                  .queueAnsweredAt()
                  .map(at -> after("answered", episode.time(), at, "it began to wait"))
                  .orElse("waited in vain");
          case COVERAGE -> episode.botInvolved() ? "a bot took part" : "without a bot";
          case EPISODE_CONVERSION ->
              episode
                  .convertedAt()
                  .map(at -> after("converted", episode.openedAt(), at, "it opened"))
                  .orElse("without a conversion");
          case ESCALATION, SELF_RESOLUTION -> outcome(episode);
          default -> throw new IllegalArgumentException(kpi.id() + " counts no episodes");
        };
    return (part == Part.NUMERATOR && about(kpi) == RateDetail.SELF_RESOLUTION
            ? what + ", not followed by another within PT168H"
            : what)
        + ageOf(kpi);
  }

  private static String outcome(Fact.Episode episode) {
    return episode.botOutcome().orElseThrow()
        + episode.handoverReason().map(reason -> ": " + reason).orElse("");
  }

  private static String after(String what, Instant start, Optional<Instant> moment) {
    return after(
        what,
        start,
        moment.orElseThrow(),
        what.equals("answered") ? "the customer's first message" : "sending");
  }

  static String after(String what, Instant start, Instant moment, String since) {
    return what + " " + Duration.between(start, moment) + " after " + since;
  }

  static String ageOf(KpiDefinition kpi) {
    return kpi.horizon().map(horizon -> ", at least " + horizon + " ago").orElse("");
  }
}
