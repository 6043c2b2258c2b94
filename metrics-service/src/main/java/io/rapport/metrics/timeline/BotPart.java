package io.rapport.metrics.timeline;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * The part of a bot in an episode.
 *
 * @param bot the name of the first bot that said its name
 * @param outcome what became of the episode, once it is over
 * @param escalation the first handover to a person
 */
public record BotPart(
    Optional<String> bot, Optional<BotOutcome> outcome, Optional<Escalation> escalation) {

  public BotPart {
    requireNonNull(bot, "bot is null");
    requireNonNull(outcome, "outcome is null");
    requireNonNull(escalation, "escalation is null");
  }
}
