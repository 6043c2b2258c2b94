package io.rapport.e2e.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a customer waited for, and who answered when. */
public record TurnFact(
    String channel,
    String person,
    Traits traits,
    boolean firstInEpisode,
    Instant startedAt,
    Instant answerableUntil,
    Optional<Instant> answeredAt,
    Optional<Instant> humanAnsweredAt,
    Optional<Instant> botAnsweredAt) {

  boolean answeredWithin(Duration limit) {
    return answeredAt.isPresent() && !answeredAt.get().isAfter(startedAt.plus(limit));
  }

  long secondsUntil(Instant time) {
    return Duration.between(startedAt, time).toSeconds();
  }
}
