package io.rapport.metrics.timeline;

import io.rapport.common.event.Event;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The order of facts: by provider timestamp, then kind (what a customer wrote comes before what
 * happened to an answer), then id. Independent of the order of arrival.
 */
final class EventOrder {

  /** As text and as Postgres orders them; {@link UUID#compareTo} compares signed numbers. */
  static final Comparator<UUID> IDS =
      (a, b) -> {
        int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return high != 0
            ? high
            : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
      };

  static final Comparator<Event> EVENTS =
      Comparator.comparing(Event::occurredAt)
          .thenComparingInt(event -> event.kind().code())
          .thenComparing(Event::eventId, IDS);

  private EventOrder() {}

  /** In order, each fact once: repeated deliveries have equal times and ids. */
  static List<Event> sorted(List<Event> events) {
    var distinct = new TreeSet<>(EVENTS);
    distinct.addAll(events);
    return List.copyOf(distinct);
  }
}
