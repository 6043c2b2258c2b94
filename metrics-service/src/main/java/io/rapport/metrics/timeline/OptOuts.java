package io.rapport.metrics.timeline;

import io.rapport.common.event.MessageReceived;
import io.rapport.common.event.PreferenceChanged;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * After which business-initiated message of one channel a contact wanted no more: the one whose
 * button was tapped or that was quoted, else the latest one sent before it.
 */
final class OptOuts {

  private final Map<UUID, Instant> first = new HashMap<>();
  private final Set<UUID> skewed = new HashSet<>();

  OptOuts(
      List<MessageReceived> received, List<PreferenceChanged> preferences, Initiated initiated) {
    for (var message : received) {
      if (message.optOutKeyword()) {
        initiated
            .meant(message.context(), message.occurredAt())
            .ifPresent(last -> attribute(message.occurredAt(), last));
      }
    }
    for (var preference : preferences) {
      if (preference.stopped()) {
        initiated
            .latest(preference.occurredAt())
            .ifPresent(last -> attribute(preference.occurredAt(), last));
      }
    }
  }

  private void attribute(Instant time, Outgoing message) {
    boolean skew = time.isBefore(message.sentAt());
    if (skew) {
      skewed.add(message.messageId());
    }
    var at = skew ? message.sentAt() : time;
    first.merge(message.messageId(), at, (one, other) -> one.isBefore(other) ? one : other);
  }

  /** Whether the clocks had put one before the message. */
  boolean skewed(UUID messageId) {
    return skewed.contains(messageId);
  }

  /** When the contact first wanted no more after this message. */
  Optional<Instant> after(UUID messageId) {
    return Optional.ofNullable(first.get(messageId));
  }
}
