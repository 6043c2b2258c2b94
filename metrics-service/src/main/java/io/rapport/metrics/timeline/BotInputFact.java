package io.rapport.metrics.timeline;

import static java.util.Objects.requireNonNull;

import io.rapport.common.event.BotActivity;
import io.rapport.common.event.Event;
import io.rapport.common.event.EventKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a customer said to a bot, as the bot took it.
 *
 * @param recognised whether the bot understood it
 * @param intent what it understood, or the name of what it did not
 */
public record BotInputFact(
    UUID inputId,
    int channelId,
    Exclusion exclusion,
    Lifecycle lifecycle,
    Instant at,
    String bot,
    Optional<String> flow,
    boolean recognised,
    Optional<String> intent) {

  public BotInputFact {
    requireNonNull(inputId, "inputId is null");
    requireNonNull(exclusion, "exclusion is null");
    requireNonNull(lifecycle, "lifecycle is null");
    requireNonNull(at, "at is null");
    requireNonNull(bot, "bot is null");
    requireNonNull(flow, "flow is null");
    requireNonNull(intent, "intent is null");
  }

  /** Of all facts of a contact, in order. */
  static List<BotInputFact> of(List<Event> ordered, Exclusion exclusion, Lifecycles lifecycles) {
    return ordered.stream()
        .filter(BotActivity.class::isInstance)
        .map(BotActivity.class::cast)
        .filter(FlowRuns::input)
        .map(
            event ->
                new BotInputFact(
                    event.eventId(),
                    event.channelId(),
                    exclusion,
                    lifecycles.at(event.occurredAt()),
                    event.occurredAt(),
                    event.bot(),
                    event.flow(),
                    event.kind() == EventKind.BOT_TURN,
                    event.intent()))
        .toList();
  }
}
