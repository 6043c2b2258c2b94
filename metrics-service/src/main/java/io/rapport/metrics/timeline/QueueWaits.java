package io.rapport.metrics.timeline;

import io.rapport.common.event.Origin;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Who waited for a person on one channel, and for how long. An answer of unknown origin ends the
 * wait: a person or a bot, and a bot had handed over or never was there.
 */
final class QueueWaits {

  private static final Duration WINDOW = Duration.ofHours(24);
  private static final Duration BRIEF = Duration.ofMinutes(1);

  private final TreeSet<Instant> answers = new TreeSet<>();
  private final CustomerWindow window;

  QueueWaits(List<Outgoing> outbound, CustomerWindow window) {
    this.window = window;
    for (var message : outbound) {
      if (!message.message().onlyFailed() && ends(message.origin())) {
        answers.add(message.sentAt());
      }
    }
  }

  private static boolean ends(Origin origin) {
    return Initiation.human(origin) || origin == Origin.SERVICE;
  }

  /**
   * The wait of an episode.
   *
   * @param resolvedAt when somebody declared the episode over
   */
  QueueWait of(Instant enteredAt, Optional<Instant> resolvedAt) {
    var lastInbound = window.lastOpening(enteredAt).orElse(enteredAt.minus(WINDOW));
    var end = lastInbound.plus(WINDOW);
    var answer =
        // Messages have whole seconds only: one of the same second may well be the answer.
        Optional.ofNullable(answers.ceiling(enteredAt.truncatedTo(ChronoUnit.SECONDS)))
            .filter(at -> !at.isAfter(end))
            .map(at -> at.isBefore(enteredAt) ? enteredAt : at);
    boolean brief =
        answer.isEmpty()
            && (brief(enteredAt, end) || resolvedAt.filter(at -> brief(enteredAt, at)).isPresent());
    return new QueueWait(enteredAt, lastInbound, answer, brief);
  }

  private static boolean brief(Instant from, Instant to) {
    return Duration.between(from, to).compareTo(BRIEF) < 0;
  }
}
