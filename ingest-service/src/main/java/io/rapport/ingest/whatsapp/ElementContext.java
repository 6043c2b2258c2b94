package io.rapport.ingest.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import io.rapport.ingest.identity.Identity;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;

/**
 * One element of {@code messages} or {@code statuses}, with what its value says around it.
 *
 * @param alone whether its value speaks of nothing else
 */
record ElementContext(
    BusinessNumber number,
    Contacts contacts,
    JsonNode item,
    boolean alone,
    ItemSource.Element source) {

  /** The months the database can make partitions for. */
  private static final long EARLIEST = startOf(2009);

  private static final long LATEST = startOf(2101);

  /** Seconds since the epoch in {@code timestamp}, as string or number. */
  Optional<Instant> timestamp() {
    var seconds = JsonFields.integer(item, "timestamp");
    return seconds.isPresent() && seconds.getAsLong() >= EARLIEST && seconds.getAsLong() < LATEST
        ? Optional.of(Instant.ofEpochSecond(seconds.getAsLong()))
        : Optional.empty();
  }

  /** Why there is no {@link #timestamp()}. */
  WebhookItem withoutTimestamp() {
    return JsonFields.integer(item, "timestamp").isPresent()
        ? refuse(UnreadableReason.TIMESTAMP_OUT_OF_RANGE, "timestamp lies outside 2009 to 2100")
        : refuse(UnreadableReason.NO_TIMESTAMP, "timestamp is missing or no number of seconds");
  }

  /** The element of {@code contacts} that belongs to this one; missing if none does. */
  JsonNode contact(Set<Identity> named) {
    return contacts.of(named, alone);
  }

  /** The source with the contact that belongs to it. */
  ItemSource.Element sourceWith(JsonNode contact) {
    return new ItemSource.Element(
        source.entryId(), source.field(), source.metadata(), contact, source.array(), item);
  }

  WebhookItem refuse(UnreadableReason reason, String detail) {
    return new WebhookItem.Unreadable(Optional.of(number.wabaId()), reason, detail, source);
  }

  private static long startOf(int year) {
    return LocalDate.of(year, 1, 1).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
  }
}
