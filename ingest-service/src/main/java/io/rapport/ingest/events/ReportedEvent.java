package io.rapport.ingest.events;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * An event that was understood.
 *
 * @param source together with the id unique: what is repeated has both in common
 * @param place where it stood
 */
record ReportedEvent(
    String source, String id, EventType type, Instant time, EventData data, Place place) {

  ReportedEvent {
    requireNonNull(source, "source is null");
    requireNonNull(id, "id is null");
    requireNonNull(type, "type is null");
    requireNonNull(time, "time is null");
    requireNonNull(data, "data is null");
    requireNonNull(place, "place is null");
  }
}
