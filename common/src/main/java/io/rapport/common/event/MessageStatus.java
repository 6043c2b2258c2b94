package io.rapport.common.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * What became of a message the business sent.
 *
 * @param kind one of the {@code STATUS_} kinds
 * @param category what Meta charges it as, where this status says so
 * @param free whether this status says that Meta charges nothing for it
 * @param errorCode Meta's error code of a failure
 * @param label what the sender said about the message, {@link MessageLabel#NONE} where nothing
 */
public record MessageStatus(
    UUID eventId,
    int channelId,
    Instant occurredAt,
    UUID messageId,
    boolean group,
    EventKind kind,
    Optional<PricingCategory> category,
    boolean free,
    OptionalInt errorCode,
    MessageLabel label)
    implements MessageEvent {

  public MessageStatus {
    requireNonNull(eventId, "eventId is null");
    requireNonNull(occurredAt, "occurredAt is null");
    requireNonNull(messageId, "messageId is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(category, "category is null");
    requireNonNull(errorCode, "errorCode is null");
    requireNonNull(label, "label is null");
    if (!kind.status()) {
      throw new IllegalArgumentException("not a status: " + kind);
    }
  }
}
