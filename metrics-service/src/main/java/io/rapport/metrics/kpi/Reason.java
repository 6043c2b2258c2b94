package io.rapport.metrics.kpi;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Says why a fact counts, in words and ISO 8601 durations. */
final class Reason {

  private Reason() {}

  static String ofMessage(
      KpiDefinition kpi,
      Part part,
      Instant sent,
      Optional<Instant> delivered,
      Optional<Instant> read,
      Optional<Instant> reply,
      Optional<Instant> click,
      Optional<Instant> conversion,
      Optional<Instant> optOut) {
    var detail =
        switch (kpi.computation()) {
          case Computation.Rate rate -> rate.detail();
          case Computation.Latency latency ->
              throw new IllegalArgumentException(kpi.id() + " counts no messages");
        };
    var what =
        switch (detail) {
          case OPEN ->
              part == Part.NUMERATOR
                  ? after("read", sent, read)
                  : after("delivered", sent, delivered);
          case RESPONSE ->
              part == Part.NUMERATOR
                  ? after("answered by the customer", sent, reply)
                  : after("delivered", sent, delivered);
          case CLICK ->
              part == Part.NUMERATOR
                  ? after("a link in it followed", sent, click)
                  : after("delivered", sent, delivered);
          case CONVERSION ->
              part == Part.NUMERATOR
                  ? after("converted", sent, conversion)
                  : after("delivered", sent, delivered);
          case OPT_OUT ->
              part == Part.NUMERATOR
                  ? after("wanted no more", sent, optOut)
                  : after("delivered", sent, delivered);
          case DELIVERY -> part == Part.NUMERATOR ? after("delivered", sent, delivered) : "sent";
          case ANSWER -> throw new IllegalArgumentException(kpi.id() + " counts no messages");
        };
    return what + ageOf(kpi);
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

  private static String after(String what, Instant start, Optional<Instant> moment) {
    return what
        + " "
        + Duration.between(start, moment.orElseThrow())
        + " after "
        + (what.equals("answered") ? "the customer's first message" : "sending");
  }

  private static String ageOf(KpiDefinition kpi) {
    return kpi.horizon().map(horizon -> ", at least " + horizon + " ago").orElse("");
  }
}
