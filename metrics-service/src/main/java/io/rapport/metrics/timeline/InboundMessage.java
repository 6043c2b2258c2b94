package io.rapport.metrics.timeline;

import static java.util.Objects.requireNonNull;

import io.rapport.common.event.MessageType;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A message of the customer.
 *
 * @param repliesTo the business-initiated message it answers, if any
 */
public record InboundMessage(
    UUID messageId,
    int channelId,
    Exclusion exclusion,
    Lifecycle lifecycle,
    Instant sentAt,
    MessageType type,
    Optional<UUID> repliesTo)
    implements MessageFact {

  public InboundMessage {
    requireNonNull(messageId, "messageId is null");
    requireNonNull(exclusion, "exclusion is null");
    requireNonNull(lifecycle, "lifecycle is null");
    requireNonNull(sentAt, "sentAt is null");
    requireNonNull(type, "type is null");
    requireNonNull(repliesTo, "repliesTo is null");
  }
}
