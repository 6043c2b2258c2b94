package io.rapport.metrics.timeline;

import io.rapport.common.event.MessageReceived;
import io.rapport.common.event.Origin;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** A turn while answers to it may still come. */
final class TurnDraft {

  /** An answer later than this is none. */
  private static final Duration PATIENCE = Duration.ofDays(7);

  private final MessageReceived first;
  private final EpisodeDraft episode;
  private final boolean firstInEpisode;
  private final Instant deadline;
  private Instant answerableUntil;
  private boolean ended;
  private Optional<Answer> answer = Optional.empty();
  private Optional<Instant> humanAnsweredAt = Optional.empty();
  private Optional<Instant> botAnsweredAt = Optional.empty();
  private Optional<Instant> humanClockFrom = Optional.empty();

  TurnDraft(MessageReceived first, EpisodeDraft episode, boolean firstInEpisode) {
    this.first = first;
    this.episode = episode;
    this.firstInEpisode = firstInEpisode;
    deadline = first.occurredAt().plus(PATIENCE);
    answerableUntil = deadline;
  }

  /** A message that answers, whenever it came; what comes after the deadline ends the turn only. */
  void answered(Outgoing message) {
    ended = true;
    if (message.sentAt().isAfter(deadline)) {
      return;
    }
    var at = Optional.of(message.sentAt());
    if (answer.isEmpty()) {
      answer = Optional.of(new Answer(message.sentAt(), message.origin()));
    }
    if (humanAnsweredAt.isEmpty() && Initiation.human(message.origin())) {
      humanAnsweredAt = at;
    }
    if (botAnsweredAt.isEmpty() && message.origin() == Origin.BOT) {
      botAnsweredAt = at;
    }
  }

  /**
   * The conversation is handed to a person. From the whole second of this on a person is waited
   * for, if a bot has answered the turn and no person has before; otherwise the customer's first
   * wait stands. Only the first such handover counts: whoever is handed on still waits.
   */
  void handedOver(Instant at) {
    // Messages have whole seconds only: one of this second may well be the answer.
    var second = at.truncatedTo(ChronoUnit.SECONDS);
    boolean answeredByBot = botAnsweredAt.filter(bot -> !bot.isAfter(at)).isPresent();
    boolean answeredByPerson = humanAnsweredAt.filter(human -> human.isBefore(second)).isPresent();
    if (humanClockFrom.isEmpty() && answeredByBot && !answeredByPerson && !at.isAfter(deadline)) {
      humanClockFrom = Optional.of(second);
    }
  }

  /** Whether the customer's next message begins another turn. */
  boolean ended() {
    return ended;
  }

  void followedBy(Instant nextTurn) {
    if (nextTurn.isBefore(deadline)) {
      answerableUntil = nextTurn;
    }
  }

  /**
   * @param hours of the business, if it has a calendar
   */
  TurnFact fact(Exclusion exclusion, Lifecycles lifecycles, Optional<BusinessHours> hours) {
    return new TurnFact(
        first.messageId(),
        episode.opening().messageId(),
        first.channelId(),
        exclusion,
        lifecycles.at(first.occurredAt()),
        firstInEpisode,
        first.occurredAt(),
        answerableUntil,
        answer,
        humanAnsweredAt,
        botAnsweredAt,
        humanClockFrom,
        hours.map(this::businessWaits).orElse(BusinessWaits.NONE),
        episode.label());
  }

  private BusinessWaits businessWaits(BusinessHours hours) {
    return BusinessWaits.of(
        hours,
        first.occurredAt(),
        humanClockFrom.orElse(first.occurredAt()),
        answer.map(Answer::at),
        humanAnsweredAt,
        botAnsweredAt);
  }
}
