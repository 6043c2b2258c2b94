package io.rapport.ingest.events;

import static java.util.Objects.requireNonNull;

/**
 * Where the parts of an event stand in a request, so that faults can point at them.
 *
 * @param event JSON pointer to the event
 * @param attributes what comes before an attribute's name
 * @param data JSON pointer to the event's data
 */
record Place(String event, String attributes, String data) {

  /** Attributes are headers, the data is the body. */
  static final Place BINARY = new Place("", "ce-", "");

  /** The event is the body. */
  static final Place STRUCTURED = new Place("", "/", "/data");

  Place {
    requireNonNull(event, "event is null");
    requireNonNull(attributes, "attributes is null");
    requireNonNull(data, "data is null");
  }

  /** The event is an element of the body. */
  static Place inBatch(int index) {
    var event = "/" + index;
    return new Place(event, event + "/", event + "/data");
  }

  String attribute(String name) {
    return attributes + name;
  }

  String data(String pointer) {
    return data + pointer;
  }
}
