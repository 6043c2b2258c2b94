package io.rapport.e2e.oracle;

import static io.rapport.e2e.oracle.Oracle.mature;

import io.rapport.e2e.oracle.Figures.Ratio;
import io.rapport.e2e.oracle.Figures.ResponseTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** How the customers of one account were answered. */
final class Turns {
  private final List<TurnFact> all;

  Turns(List<TurnFact> all) {
    this.all = all;
  }

  Stream<Told> told() {
    return all.stream().map(turn -> new Told(turn.traits(), turn.startedAt()));
  }

  Ratio answerRate(Question question, int hours) {
    var window = Duration.ofHours(hours);
    var asked = asked(question).toList();
    var mature = asked.stream().filter(t -> mature(t.startedAt(), window, question)).toList();
    return new Ratio(
        mature.stream().filter(turn -> turn.answeredWithin(window)).count(),
        mature.size(),
        asked.size() - mature.size(),
        Map.of());
  }

  ResponseTime responseTime(Question question, Predicate<TurnFact> which) {
    var asked = asked(question).filter(which).toList();
    var unanswered = asked.stream().filter(turn -> turn.answeredAt().isEmpty()).toList();
    var any = latencies(asked, TurnFact::secondsUntilAnswer);
    return new ResponseTime(
        asked.size(),
        unanswered.size(),
        any,
        latencies(asked, TurnFact::secondsUntilPerson),
        latencies(asked, TurnFact::secondsUntilBot),
        KaplanMeier.median(
            any.seconds(),
            unanswered.stream()
                .map(turn -> turn.secondsUntil(earlier(turn.answerableUntil(), question.asOf())))
                .toList()));
  }

  private static Latencies latencies(
      List<TurnFact> turns, Function<TurnFact, Optional<Long>> wait) {
    return new Latencies(turns.stream().flatMap(turn -> wait.apply(turn).stream()).toList());
  }

  private Stream<TurnFact> asked(Question question) {
    return all.stream().filter(turn -> question.asks(turn.traits(), turn.startedAt()));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
