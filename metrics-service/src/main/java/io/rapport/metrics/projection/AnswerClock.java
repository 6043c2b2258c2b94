package io.rapport.metrics.projection;

import io.rapport.metrics.timeline.TurnFact;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whose answer stops the clock of a turn, and whether it runs during business hours only. */
enum AnswerClock {
  ANY(1),
  HUMAN(2),
  BOT(3),
  ANY_IN_HOURS(4),
  HUMAN_IN_HOURS(5),
  BOT_IN_HOURS(6);

  private final short code;

  AnswerClock(int code) {
    this.code = (short) code;
  }

  /** What the database stores. */
  short code() {
    return code;
  }

  /** Whether it is only in the cube where it was stopped: whoever has no calendar has no rows. */
  boolean inHours() {
    return switch (this) {
      case ANY, HUMAN, BOT -> false;
      case ANY_IN_HOURS, HUMAN_IN_HOURS, BOT_IN_HOURS -> true;
    };
  }

  /** What it shows in whole seconds, where it was stopped. */
  Optional<Long> seconds(TurnFact turn) {
    return switch (this) {
      case ANY -> turn.answer().map(answer -> since(turn, answer.at()));
      case HUMAN -> turn.humanWait().map(Duration::toSeconds);
      case BOT -> turn.botAnsweredAt().map(at -> since(turn, at));
      case ANY_IN_HOURS -> turn.businessWaits().any();
      case HUMAN_IN_HOURS -> turn.businessWaits().human();
      case BOT_IN_HOURS -> turn.businessWaits().bot();
    };
  }

  private static long since(TurnFact turn, Instant at) {
    return Duration.between(turn.startedAt(), at).toSeconds();
  }
}
