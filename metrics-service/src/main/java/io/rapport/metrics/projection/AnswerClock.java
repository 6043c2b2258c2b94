package io.rapport.metrics.projection;

import io.rapport.metrics.timeline.Answer;
import io.rapport.metrics.timeline.TurnFact;
import java.time.Instant;
import java.util.Optional;

/** Whose answer stops the clock of a turn. */
enum AnswerClock {
  ANY(1),
  HUMAN(2),
  BOT(3);

  private final short code;

  AnswerClock(int code) {
    this.code = (short) code;
  }

  /** What the database stores. */
  short code() {
    return code;
  }

  Optional<Instant> stoppedAt(TurnFact turn) {
    return switch (this) {
      case ANY -> turn.answer().map(Answer::at);
      case HUMAN -> turn.humanAnsweredAt();
      case BOT -> turn.botAnsweredAt();
    };
  }
}
