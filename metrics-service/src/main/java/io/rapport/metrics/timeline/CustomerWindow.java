package io.rapport.metrics.timeline;

import io.rapport.common.event.MessageReceived;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * When a business may write freely to a contact on one channel: 24 hours from each message, call or
 * request of theirs.
 */
final class CustomerWindow {

  /** Of a group, which has none. */
  static final CustomerWindow NEVER = new CustomerWindow(List.of());

  private static final Duration LENGTH = Duration.ofHours(24);

  private final TreeSet<Instant> openings = new TreeSet<>();

  CustomerWindow(List<MessageReceived> inbound) {
    for (var message : inbound) {
      if (message.type().opensWindow()) {
        openings.add(message.occurredAt());
      }
    }
  }

  boolean openAt(Instant time) {
    var latest = openings.floor(time);
    return latest != null && Duration.between(latest, time).compareTo(LENGTH) < 0;
  }

  /**
   * What keeps a window open longest: the last of a row of openings with at most 24 hours between.
   * Empty if no window is open at that time.
   */
  Optional<Instant> lastOpening(Instant time) {
    if (!openAt(time)) {
      return Optional.empty();
    }
    var last = openings.floor(time);
    for (var next = openings.higher(last);
        next != null && Duration.between(last, next).compareTo(LENGTH) <= 0;
        next = openings.higher(next)) {
      last = next;
    }
    return Optional.of(last);
  }
}
