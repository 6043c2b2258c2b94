package io.rapport.common.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A customer wrote, tapped or reacted.
 *
 * @param context the message it answers, where the customer quoted or tapped one
 * @param word whether the text is one of the words that end or begin a subscription
 * @param referral the ad that led here, on the first message after it
 */
public record MessageReceived(
    UUID eventId,
    int channelId,
    Instant occurredAt,
    UUID messageId,
    boolean group,
    MessageType type,
    Optional<UUID> context,
    SubscriptionWord word,
    Optional<Referral> referral)
    implements MessageEvent {

  public MessageReceived {
    requireNonNull(eventId, "eventId is null");
    requireNonNull(occurredAt, "occurredAt is null");
    requireNonNull(messageId, "messageId is null");
    requireNonNull(type, "type is null");
    requireNonNull(context, "context is null");
    requireNonNull(word, "word is null");
    requireNonNull(referral, "referral is null");
  }

  @Override
  public EventKind kind() {
    return EventKind.MESSAGE_RECEIVED;
  }

  /** Whether the text is one of the words that end a subscription. */
  public boolean optOutKeyword() {
    return word == SubscriptionWord.OPT_OUT;
  }
}
