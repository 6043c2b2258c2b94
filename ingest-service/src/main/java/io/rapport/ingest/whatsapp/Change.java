package io.rapport.ingest.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;

/**
 * One change of an entry.
 *
 * @param entry what its entry says of itself
 * @param wabaId the entry's id, where it can be one
 * @param field the webhook field, empty where it is not said
 */
record Change(
    ItemSource.EntryHead entry,
    Optional<String> wabaId,
    String field,
    JsonNode value,
    ItemSource.Change source) {

  /** An id is an opaque short string. Anything else would only be somebody's mistake. */
  private static final int MAX_ID_LENGTH = 64;

  /**
   * WhatsApp's own examples put the field beside the change, beside its value, or into the value;
   * and a value into a value.
   */
  static Change of(JsonNode entry, ItemSource.EntryHead head, JsonNode change) {
    var value = change.path("value");
    var field =
        JsonFields.text(change, "field")
            .or(() -> JsonFields.text(value, "field"))
            .or(() -> JsonFields.text(entry, "field"))
            .orElse("");
    var inner = value.path("value");
    return new Change(
        head,
        id(entry, "id"),
        field,
        inner.isObject() && value.has("field") ? inner : value,
        new ItemSource.Change(head, change, field));
  }

  /** When the webhook was triggered, where the entry says so. */
  Optional<Instant> time() {
    return Timestamps.of(entry.time());
  }

  WebhookItem refuse(UnreadableReason reason, String detail) {
    return new WebhookItem.Unreadable(wabaId, reason, detail, source);
  }

  /** A member that names an account or a phone number. */
  static Optional<String> id(JsonNode object, String name) {
    return JsonFields.text(object, name)
        .filter(id -> id.length() <= MAX_ID_LENGTH && id.chars().allMatch(Change::idCharacter));
  }

  private static boolean idCharacter(int c) {
    return c > ' ' && c < 0x7f;
  }
}
