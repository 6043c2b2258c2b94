package io.rapport.metrics.timeline;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** What the business began on one channel, to find what a customer has in mind. */
final class Initiated {

  private final Map<UUID, Outgoing> byId = new HashMap<>();
  private final NavigableMap<Instant, Outgoing> byTime = new TreeMap<>();

  /**
   * @param outbound in order: of two messages in one second the later one is meant
   */
  Initiated(List<Outgoing> outbound) {
    for (var message : outbound) {
      if (message.businessInitiated()) {
        byId.put(message.messageId(), message);
        byTime.put(message.sentAt(), message);
      }
    }
  }

  /** The message that is quoted, if it is one of these; else the latest one sent up to a moment. */
  Optional<Outgoing> meant(Optional<UUID> quoted, Instant moment) {
    return quoted.map(byId::get).or(() -> latest(moment));
  }

  /** The latest one sent up to a moment. */
  Optional<Outgoing> latest(Instant moment) {
    return Optional.ofNullable(byTime.floorEntry(moment)).map(Map.Entry::getValue);
  }
}
