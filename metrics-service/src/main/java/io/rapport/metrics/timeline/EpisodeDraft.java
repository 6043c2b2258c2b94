package io.rapport.metrics.timeline;

import io.rapport.common.event.Activity;
import io.rapport.common.event.ConversationResolved;
import io.rapport.common.event.MessageReceived;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** An episode while its messages are being gathered. */
final class EpisodeDraft {

  private final MessageReceived opening;
  private final Optional<Outgoing> prompt;
  private Instant lastMessageAt;
  private final Participation participation = new Participation();
  private Optional<Instant> humanAt = Optional.empty();
  private Optional<Instant> resolvedAt = Optional.empty();
  private int inboundCount;
  private int outboundCount;

  /**
   * @param prompt the business-initiated message that the opening message answers in time
   */
  EpisodeDraft(MessageReceived opening, Optional<Outgoing> prompt) {
    this.opening = opening;
    this.prompt = prompt;
    lastMessageAt = opening.occurredAt();
  }

  void inbound(Instant at) {
    inboundCount++;
    lastMessageAt = at;
  }

  void outbound(Outgoing message) {
    outboundCount++;
    lastMessageAt = message.sentAt();
    participation.said(message);
    if (Initiation.human(message.origin())) {
      humanAt = Optional.of(message.sentAt());
    }
  }

  /** The business says something after the episode has ended. */
  void afterwards(Outgoing message) {
    participation.saidAtLast(message);
  }

  void happened(Activity activity) {
    var second = activity.occurredAt().truncatedTo(ChronoUnit.SECONDS);
    participation.happened(activity, humanAt.filter(at -> !at.isBefore(second)));
  }

  Closing resolved(ConversationResolved resolution) {
    participation.resolved(resolution);
    resolvedAt = Optional.of(resolution.occurredAt());
    return new Closing(resolution.occurredAt(), CloseReason.RESOLVED);
  }

  boolean silentUntil(Instant time, Duration timeout) {
    return Duration.between(lastMessageAt, time).compareTo(timeout) >= 0;
  }

  MessageReceived opening() {
    return opening;
  }

  Instant lastMessageAt() {
    return lastMessageAt;
  }

  CampaignLabel label() {
    return prompt
        .map(message -> CampaignLabel.of(message.message().label()))
        .orElse(CampaignLabel.NONE);
  }

  /** Silence ends it with its last message. */
  Closing timeOut() {
    return new Closing(lastMessageAt, CloseReason.TIMEOUT);
  }

  EpisodeFact fact(
      Exclusion exclusion, Lifecycles lifecycles, Optional<Closing> closing, QueueWaits waits) {
    return new EpisodeFact(
        opening.messageId(),
        opening.channelId(),
        exclusion,
        lifecycles.at(opening.occurredAt()),
        opening.occurredAt(),
        lastMessageAt,
        closing,
        prompt.isPresent() ? Initiator.BUSINESS : Initiator.CUSTOMER,
        inboundCount,
        outboundCount,
        label(),
        participation.botPart(closing.isPresent()),
        enteredQueueAt().map(at -> waits.of(at, resolvedAt)),
        Optional.empty(),
        EpisodeConversions.NONE);
  }

  /** Without a bot it waits for a person from the beginning. */
  private Optional<Instant> enteredQueueAt() {
    return participation
        .handedOverAt()
        .or(() -> participation.ofBot() ? Optional.empty() : Optional.of(opening.occurredAt()));
  }
}
