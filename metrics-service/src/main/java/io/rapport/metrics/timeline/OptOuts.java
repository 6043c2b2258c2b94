package io.rapport.metrics.timeline;

import io.rapport.common.event.MessageReceived;
import io.rapport.common.event.PreferenceChanged;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * After which business-initiated message of one channel a contact wanted no more: the one whose
 * button was tapped or that was quoted, else the latest one sent before it.
 */
final class OptOuts {

  private final Map<UUID, Instant> first = new HashMap<>();

  /** All lists in order. */
  OptOuts(
      List<MessageReceived> received,
      List<PreferenceChanged> preferences,
      List<Outgoing> outbound) {
    Map<UUID, Outgoing> byId = new HashMap<>();
    var byTime = new TreeMap<Instant, Outgoing>();
    for (var message : outbound) {
      if (message.businessInitiated()) {
        byId.put(message.messageId(), message);
        byTime.put(message.sentAt(), message);
      }
    }
    for (var message : received) {
      if (message.optOutKeyword()) {
        message
            .context()
            .map(byId::get)
            .or(() -> latest(byTime, message.occurredAt()))
            .ifPresent(last -> attribute(message.occurredAt(), last));
      }
    }
    for (var preference : preferences) {
      if (preference.stopped()) {
        latest(byTime, preference.occurredAt())
            .ifPresent(last -> attribute(preference.occurredAt(), last));
      }
    }
  }

  private static Optional<Outgoing> latest(NavigableMap<Instant, Outgoing> byTime, Instant time) {
    return Optional.ofNullable(byTime.floorEntry(time)).map(Map.Entry::getValue);
  }

  private void attribute(Instant time, Outgoing message) {
    var at = time.isBefore(message.sentAt()) ? message.sentAt() : time;
    first.merge(message.messageId(), at, (one, other) -> one.isBefore(other) ? one : other);
  }

  /** When the contact first wanted no more after this message. */
  Optional<Instant> after(UUID messageId) {
    return Optional.ofNullable(first.get(messageId));
  }
}
