package io.rapport.ingest.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.rapport.ingest.identity.Identity;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * One element of an array inside a change's value.
 *
 * @param place which array
 */
record ElementContext(Surroundings around, ItemSource.Place place, JsonNode item) {

  /** The business phone number; only of arrays that are nothing without one. */
  BusinessNumber number() {
    return around.number().orElseThrow();
  }

  /** Seconds since the epoch in {@code timestamp}, as string or number. */
  Optional<Instant> timestamp() {
    return Timestamps.of(item.path("timestamp"));
  }

  /** Why there is no {@link #timestamp()}. */
  WebhookItem withoutTimestamp() {
    return withoutTimestamp(item.path("timestamp"));
  }

  /** Why this is no time. */
  WebhookItem withoutTimestamp(JsonNode timestamp) {
    return JsonFields.integer(timestamp).isPresent()
        ? refuse(UnreadableReason.TIMESTAMP_OUT_OF_RANGE, "timestamp lies outside 2009 to 2100")
        : refuse(UnreadableReason.NO_TIMESTAMP, "timestamp is missing or no number of seconds");
  }

  /** The element of {@code contacts} that belongs to this one; missing if none does. */
  JsonNode contact(Set<Identity> named) {
    return around.contacts().of(named, around.alone());
  }

  /** What it was read from. */
  ItemSource source() {
    return sourceWith(MissingNode.getInstance());
  }

  /** The same with the contact that belongs to it. */
  ItemSource sourceWith(JsonNode contact) {
    return new ItemSource.Element(place, contact, item);
  }

  WebhookItem refuse(UnreadableReason reason, String detail) {
    return new WebhookItem.Unreadable(Optional.of(around.wabaId()), reason, detail, source());
  }
}
