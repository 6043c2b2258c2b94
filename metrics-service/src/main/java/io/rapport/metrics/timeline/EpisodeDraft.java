package io.rapport.metrics.timeline;

import io.rapport.common.event.MessageReceived;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** An episode while its messages are being gathered. */
final class EpisodeDraft {

  private final MessageReceived opening;
  private final Optional<Outgoing> prompt;
  private Instant lastMessageAt;
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

  void outbound(Instant at) {
    outboundCount++;
    lastMessageAt = at;
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

  EpisodeFact fact(Exclusion exclusion, Optional<Closing> closing) {
    return new EpisodeFact(
        opening.messageId(),
        opening.channelId(),
        exclusion,
        opening.occurredAt(),
        lastMessageAt,
        closing,
        prompt.isPresent() ? Initiator.BUSINESS : Initiator.CUSTOMER,
        inboundCount,
        outboundCount);
  }
}
