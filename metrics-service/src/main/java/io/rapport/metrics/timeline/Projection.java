package io.rapport.metrics.timeline;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a contact's facts mean at one moment.
 *
 * @param messages by time of sending, then id
 * @param episodes by time of opening, then id
 * @param turns by time of starting, then id
 * @param conversions by time
 * @param dueAt when time alone, without another fact, changes this projection next
 */
public record Projection(
    List<MessageFact> messages,
    List<EpisodeFact> episodes,
    List<TurnFact> turns,
    List<ConversionFact> conversions,
    ContactSummary summary,
    Optional<Instant> dueAt) {

  /** A contact without facts. */
  public static final Projection EMPTY =
      new Projection(
          List.of(), List.of(), List.of(), List.of(), ContactSummary.NONE, Optional.empty());

  public Projection {
    messages = List.copyOf(messages);
    episodes = List.copyOf(episodes);
    turns = List.copyOf(turns);
    conversions = List.copyOf(conversions);
    requireNonNull(summary, "summary is null");
    requireNonNull(dueAt, "dueAt is null");
  }
}
