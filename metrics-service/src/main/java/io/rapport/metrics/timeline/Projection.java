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
 * @param conversionTouches by the time of the conversion, then of the touch
 * @param flowRuns by the time of their start
 * @param flowSteps by run, then as they were reached
 * @param carts by time
 * @param invitations by time
 * @param botInputs by time
 * @param blockedSends by time
 * @param dueAt when time alone, without another fact, changes this projection next
 */
public record Projection(
    List<MessageFact> messages,
    List<EpisodeFact> episodes,
    List<TurnFact> turns,
    List<ConversionFact> conversions,
    List<ConversionTouchFact> conversionTouches,
    List<FlowRunFact> flowRuns,
    List<FlowStepFact> flowSteps,
    List<CartFact> carts,
    List<InvitationFact> invitations,
    List<BotInputFact> botInputs,
    List<BlockedSendFact> blockedSends,
    ContactSummary summary,
    Optional<Instant> dueAt) {

  /** A contact without facts. */
  public static final Projection EMPTY =
      new Projection(
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          ContactSummary.NONE,
          Optional.empty());

  public Projection {
    messages = List.copyOf(messages);
    episodes = List.copyOf(episodes);
    turns = List.copyOf(turns);
    conversions = List.copyOf(conversions);
    conversionTouches = List.copyOf(conversionTouches);
    flowRuns = List.copyOf(flowRuns);
    flowSteps = List.copyOf(flowSteps);
    carts = List.copyOf(carts);
    invitations = List.copyOf(invitations);
    botInputs = List.copyOf(botInputs);
    blockedSends = List.copyOf(blockedSends);
    requireNonNull(summary, "summary is null");
    requireNonNull(dueAt, "dueAt is null");
  }
}
