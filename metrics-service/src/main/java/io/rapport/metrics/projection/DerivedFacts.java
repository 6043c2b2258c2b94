package io.rapport.metrics.projection;

import io.rapport.metrics.timeline.ConversionFact;
import io.rapport.metrics.timeline.EpisodeFact;
import io.rapport.metrics.timeline.MessageFact;
import io.rapport.metrics.timeline.Projection;
import io.rapport.metrics.timeline.TurnFact;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What is stored of contacts, and how new projections differ from it. Used by one thread, within
 * one transaction.
 */
final class DerivedFacts {

  private final Map<UUID, List<MessageFact>> storedMessages;
  private final Map<UUID, List<EpisodeFact>> storedEpisodes;
  private final Map<UUID, List<TurnFact>> storedTurns;
  private final Map<UUID, List<ConversionFact>> storedConversions;

  private final Map<UUID, Changes<MessageFact>> messages = new HashMap<>();
  private final Map<UUID, Changes<EpisodeFact>> episodes = new HashMap<>();
  private final Map<UUID, Changes<TurnFact>> turns = new HashMap<>();
  private final Map<UUID, Changes<ConversionFact>> conversions = new HashMap<>();

  private DerivedFacts(
      Map<UUID, List<MessageFact>> storedMessages,
      Map<UUID, List<EpisodeFact>> storedEpisodes,
      Map<UUID, List<TurnFact>> storedTurns,
      Map<UUID, List<ConversionFact>> storedConversions) {
    this.storedMessages = storedMessages;
    this.storedEpisodes = storedEpisodes;
    this.storedTurns = storedTurns;
    this.storedConversions = storedConversions;
  }

  static DerivedFacts load(Statements statements, int accountId, UUID[] contacts) {
    return new DerivedFacts(
        MessageTable.MESSAGES.load(statements, accountId, contacts),
        FactTables.EPISODES.load(statements, accountId, contacts),
        FactTables.TURNS.load(statements, accountId, contacts),
        ConversionTable.CONVERSIONS.load(statements, accountId, contacts));
  }

  void replace(UUID contactId, Projection projection) {
    messages.put(contactId, changes(storedMessages, contactId, projection.messages()));
    episodes.put(contactId, changes(storedEpisodes, contactId, projection.episodes()));
    turns.put(contactId, changes(storedTurns, contactId, projection.turns()));
    conversions.put(contactId, changes(storedConversions, contactId, projection.conversions()));
  }

  private static <F> Changes<F> changes(
      Map<UUID, List<F>> stored, UUID contactId, List<F> projected) {
    return Changes.between(stored.getOrDefault(contactId, List.of()), projected);
  }

  /** Facts first, cubes last: all workers of an account meet in the cubes. */
  void apply(Statements statements, int accountId) {
    MessageTable.MESSAGES.apply(statements, accountId, messages);
    FactTables.EPISODES.apply(statements, accountId, episodes);
    FactTables.TURNS.apply(statements, accountId, turns);
    ConversionTable.CONVERSIONS.apply(statements, accountId, conversions);
    var deltas = new CubeDeltas();
    messages.values().forEach(deltas::messages);
    turns.values().forEach(deltas::turns);
    CubeTables.add(statements, accountId, deltas);
  }
}
