package io.rapport.ingest.events;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An event as it came: attributes and data in the shape of the JSON format, whatever the mode.
 *
 * @param place where it stood
 */
record Envelope(Place place, JsonNode event) {

  Envelope {
    requireNonNull(place, "place is null");
    requireNonNull(event, "event is null");
  }
}
