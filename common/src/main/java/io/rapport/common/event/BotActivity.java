package io.rapport.common.event;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;

/**
 * What a bot did: it took a turn, reached a step of a flow, did not understand, or reached a goal.
 *
 * @param kind one of the {@code BOT_} kinds
 * @param bot the bot's name
 * @param run pseudonym of one run through a flow, where the bot tells runs apart
 * @param flow the flow's name
 * @param step the step's name
 * @param intent what the bot understood, or the name of what it did not
 * @param confidence 0 to 1
 * @param goal what was reached
 */
public record BotActivity(
    Stamp stamp,
    EventKind kind,
    String bot,
    Optional<UUID> run,
    Optional<String> flow,
    Optional<String> step,
    Optional<String> intent,
    OptionalDouble confidence,
    Optional<String> goal)
    implements Activity {

  public BotActivity {
    requireNonNull(stamp, "stamp is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(bot, "bot is null");
    requireNonNull(run, "run is null");
    requireNonNull(flow, "flow is null");
    requireNonNull(step, "step is null");
    requireNonNull(intent, "intent is null");
    requireNonNull(confidence, "confidence is null");
    requireNonNull(goal, "goal is null");
    switch (kind) {
      case BOT_TURN, BOT_STEP, BOT_FALLBACK, BOT_GOAL -> {}
      default -> throw new IllegalArgumentException("not of a bot: " + kind);
    }
  }
}
