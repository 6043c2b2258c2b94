package io.rapport.metrics.projection;

import static java.util.Objects.requireNonNull;

import io.rapport.metrics.timeline.BotInputFact;
import io.rapport.metrics.timeline.CartFact;
import io.rapport.metrics.timeline.ConversionFact;
import io.rapport.metrics.timeline.EpisodeFact;
import io.rapport.metrics.timeline.FlowRunFact;
import io.rapport.metrics.timeline.FlowStepFact;
import io.rapport.metrics.timeline.InvitationFact;
import io.rapport.metrics.timeline.MessageFact;
import io.rapport.metrics.timeline.Projection;
import io.rapport.metrics.timeline.ProjectionSettings;
import io.rapport.metrics.timeline.TurnFact;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * What is stored of contacts, and how new projections differ from it. Used by one thread, within
 * one transaction.
 */
final class DerivedFacts {

  private final Stored<MessageFact> messages =
      new Stored<>(MessageTable.MESSAGES, Projection::messages);
  private final Stored<TurnFact> turns = new Stored<>(TurnTable.TURNS, Projection::turns);

  private final Stored<ConversionFact> conversions =
      new Stored<>(ConversionTable.CONVERSIONS, Projection::conversions);

  private final Stored<EpisodeFact> episodes =
      new Stored<>(EpisodeTable.EPISODES, Projection::episodes);
  private final Stored<FlowRunFact> flowRuns = new Stored<>(FlowTables.RUNS, Projection::flowRuns);
  private final Stored<FlowStepFact> flowSteps =
      new Stored<>(FlowTables.STEPS, Projection::flowSteps);
  private final Stored<BotInputFact> botInputs =
      new Stored<>(BotInputTable.INPUTS, Projection::botInputs);
  private final Stored<CartFact> carts = new Stored<>(CartTable.CARTS, Projection::carts);
  private final Stored<InvitationFact> invitations =
      new Stored<>(InvitationTable.INVITATIONS, Projection::invitations);

  private final List<Stored<?>> all =
      List.of(
          messages,
          episodes,
          turns,
          conversions,
          new Stored<>(ConversionTouchTable.TOUCHES, Projection::conversionTouches),
          flowRuns,
          flowSteps,
          botInputs,
          carts,
          invitations,
          new Stored<>(BlockedSendTable.BLOCKED, Projection::blockedSends));

  private DerivedFacts() {}

  /** Of contacts of whom nothing is stored. */
  static DerivedFacts none() {
    return new DerivedFacts();
  }

  static DerivedFacts load(Statements statements, int accountId, UUID[] contacts) {
    var facts = new DerivedFacts();
    var selects = facts.all.stream().map(stored -> stored.table.select()).toList();
    var rows = statements.runAll(selects, accountId, contacts).iterator();
    facts.all.forEach(stored -> stored.load(rows.next()));
    return facts;
  }

  void replace(UUID contactId, Projection projection) {
    all.forEach(stored -> stored.replace(contactId, projection));
  }

  /**
   * Facts first, cubes last: all workers of an account meet in the cubes.
   *
   * @param settings with which they were projected
   * @param days the zone of the cubes' days
   */
  void apply(Statements statements, int accountId, ProjectionSettings settings, ZoneId days) {
    all.forEach(stored -> stored.apply(statements, accountId));
    var deltas = new CubeDeltas();
    messages.changes.values().forEach(deltas::messages);
    turns.changes.values().forEach(deltas::turns);
    CubeTables.add(statements, accountId, deltas, days);
    ContactDayTable.add(statements, accountId, contactDays(days, settings.attribution().horizon()));
    ConversationDayTables.add(statements, accountId, conversationDays(days));
  }

  private ConversationDays conversationDays(ZoneId zone) {
    var days = new ConversationDays(zone);
    episodes.changes.values().forEach(it -> days.add(it, ConversationContributions::of));
    flowRuns.changes.values().forEach(it -> days.add(it, ConversationContributions::of));
    flowSteps.changes.values().forEach(it -> days.add(it, ConversationContributions::of));
    botInputs.changes.values().forEach(it -> days.add(it, ConversationContributions::of));
    carts.changes.values().forEach(it -> days.add(it, ConversationContributions::of));
    invitations.changes.values().forEach(it -> days.add(it, ConversationContributions::of));
    return days;
  }

  private ContactDays contactDays(ZoneId zone, Duration conversionHorizon) {
    var days = new ContactDays(zone, conversionHorizon);
    messages
        .changes
        .keySet()
        .forEach(
            contact -> {
              days.withdraw(messages.before(contact), conversions.before(contact));
              days.assertFacts(messages.after(contact), conversions.after(contact));
            });
    return days;
  }

  /** One kind of fact. */
  private static final class Stored<F> {

    private final FactTable<F> table;
    private final Function<Projection, List<F>> part;
    private Map<UUID, List<F>> stored = Map.of();
    private final Map<UUID, List<F>> projected = new HashMap<>();
    private final Map<UUID, Changes<F>> changes = new HashMap<>();

    Stored(FactTable<F> table, Function<Projection, List<F>> part) {
      this.table = requireNonNull(table, "table is null");
      this.part = requireNonNull(part, "part is null");
    }

    void load(RowSet<Row> rows) {
      stored = table.decode(rows);
    }

    void replace(UUID contactId, Projection projection) {
      var facts = part.apply(projection);
      projected.put(contactId, facts);
      changes.put(contactId, Changes.between(before(contactId), facts));
    }

    List<F> before(UUID contactId) {
      return stored.getOrDefault(contactId, List.of());
    }

    List<F> after(UUID contactId) {
      return projected.getOrDefault(contactId, List.of());
    }

    void apply(Statements statements, int accountId) {
      table.apply(statements, accountId, changes);
    }
  }
}
