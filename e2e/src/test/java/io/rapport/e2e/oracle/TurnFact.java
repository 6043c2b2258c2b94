package io.rapport.e2e.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a customer waited for, and who answered when.
 *
 * @param personAwaitedFrom its start, or when it was handed to a person after a bot had answered
 */
public record TurnFact(
    String channel,
    String person,
    Traits traits,
    boolean firstInEpisode,
    Instant startedAt,
    Instant answerableUntil,
    Optional<Instant> answeredAt,
    Optional<Instant> humanAnsweredAt,
    Optional<Instant> botAnsweredAt,
    Instant personAwaitedFrom) {

  boolean answeredWithin(Duration limit) {
    return answeredAt.isPresent() && !answeredAt.get().isAfter(startedAt.plus(limit));
  }

  Optional<Long> secondsUntilAnswer() {
    return answeredAt.map(this::secondsUntil);
  }

  Optional<Long> secondsUntilBot() {
    return botAnsweredAt.map(this::secondsUntil);
  }

  /** From when a person was waited for. */
  Optional<Long> secondsUntilPerson() {
    return humanAnsweredAt.map(at -> Duration.between(personAwaitedFrom, at).toSeconds());
  }

  long secondsUntil(Instant time) {
    return Duration.between(startedAt, time).toSeconds();
  }
}
