package io.rapport.common.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A customer wrote, tapped or reacted.
 *
 * @param context the message it answers, where the customer quoted or tapped one
 * @param optOutKeyword true where the text is one of the words that end a subscription
 */
public record MessageReceived(
    UUID eventId,
    int channelId,
    Instant occurredAt,
    UUID messageId,
    boolean group,
    MessageType type,
    Optional<UUID> context,
    boolean optOutKeyword)
    implements Event {

  public MessageReceived {
    requireNonNull(eventId, "eventId is null");
    requireNonNull(occurredAt, "occurredAt is null");
    requireNonNull(messageId, "messageId is null");
    requireNonNull(type, "type is null");
    requireNonNull(context, "context is null");
  }

  @Override
  public EventKind kind() {
    return EventKind.MESSAGE_RECEIVED;
  }
}
