package io.rapport.metrics.timeline;

import io.rapport.common.event.Activity;
import io.rapport.common.event.BotActivity;
import io.rapport.common.event.ConversationResolved;
import io.rapport.common.event.EventKind;
import io.rapport.common.event.Handover;
import io.rapport.common.event.Origin;
import io.rapport.common.event.Party;
import java.time.Instant;
import java.util.Optional;

/** Who of the business took part in an episode, while that is being gathered. */
final class Participation {

  private boolean bot;
  private boolean botAnswered;
  private boolean goalReached;
  private boolean human;
  private Optional<String> botName = Optional.empty();
  private Optional<Party> resolvedBy = Optional.empty();
  private Optional<Handover> handover = Optional.empty();
  private Optional<Instant> humanAfterHandover = Optional.empty();

  /** While the episode was open. */
  void said(Outgoing message) {
    if (message.origin() == Origin.BOT) {
      bot = true;
      botAnswered = true;
    }
    human |= Initiation.human(message.origin());
    saidAtLast(message);
  }

  /** From then on until the next episode: only a wait for a person may still end. */
  void saidAtLast(Outgoing message) {
    if (humanAfterHandover.isEmpty() && Initiation.human(message.origin())) {
      humanAfterHandover =
          handover
              .filter(call -> !message.sentAt().isBefore(call.occurredAt()))
              .map(call -> message.sentAt());
    }
  }

  /**
   * @param humanInThisSecond a message of a person in the same second, if there was one
   */
  void happened(Activity activity, Optional<Instant> humanInThisSecond) {
    switch (activity) {
      case BotActivity of -> {
        bot = true;
        botAnswered |= of.kind() == EventKind.BOT_TURN;
        goalReached |= of.kind() == EventKind.BOT_GOAL;
        botName = botName.or(() -> Optional.of(of.bot()));
      }
      case Handover passed -> {
        bot |= passed.to() == Party.BOT || passed.from().filter(Party.BOT::equals).isPresent();
        if (handover.isEmpty() && passed.to() == Party.HUMAN) {
          handover = Optional.of(passed);
          // Messages have whole seconds only: one of this second may well be the answer.
          humanAfterHandover = humanInThisSecond.map(at -> passed.occurredAt());
        }
      }
      default -> throw new IllegalArgumentException("takes no part: " + activity.kind());
    }
  }

  void resolved(ConversationResolved resolution) {
    resolvedBy = resolution.by();
  }

  /** When it was handed to a person. */
  Optional<Instant> handedOverAt() {
    return handover.map(Handover::occurredAt);
  }

  boolean ofBot() {
    return bot;
  }

  Optional<BotPart> botPart(boolean closed) {
    return bot
        ? Optional.of(
            new BotPart(
                botName,
                closed ? Optional.of(outcome()) : Optional.empty(),
                handover.map(
                    call -> new Escalation(call.occurredAt(), call.reason(), humanAfterHandover))))
        : Optional.empty();
  }

  private BotOutcome outcome() {
    if (handover.isPresent()) {
      return BotOutcome.ESCALATED;
    }
    if (human || resolvedBy.filter(Party.HUMAN::equals).isPresent()) {
      return BotOutcome.HUMAN_TAKEOVER;
    }
    boolean done =
        goalReached || resolvedBy.filter(by -> by == Party.BOT || by == Party.CUSTOMER).isPresent();
    return botAnswered && done ? BotOutcome.SELF_RESOLVED : BotOutcome.ABANDONED;
  }
}
