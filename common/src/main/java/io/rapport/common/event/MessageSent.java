package io.rapport.common.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The business sent a message, told by whoever saw it go out: the Graph API accepted it ({@link
 * EventKind#MESSAGE_ACCEPTED}), or another of the account's senders echoed it ({@link
 * EventKind#MESSAGE_ECHOED}).
 *
 * @param context the customer's message it answers, where it quotes one
 * @param label what is known of it; {@link MessageLabel#NONE} where nothing
 * @param buttons kinds of its buttons in their order, such as {@code quick_reply} and {@code url}
 */
public record MessageSent(
    UUID eventId,
    int channelId,
    Instant occurredAt,
    UUID messageId,
    boolean group,
    EventKind kind,
    Optional<UUID> context,
    MessageLabel label,
    List<String> buttons)
    implements MessageEvent {

  public MessageSent {
    requireNonNull(eventId, "eventId is null");
    requireNonNull(occurredAt, "occurredAt is null");
    requireNonNull(messageId, "messageId is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(context, "context is null");
    requireNonNull(label, "label is null");
    buttons = List.copyOf(buttons);
    if (kind != EventKind.MESSAGE_ACCEPTED && kind != EventKind.MESSAGE_ECHOED) {
      throw new IllegalArgumentException("not a sending: " + kind);
    }
  }
}
