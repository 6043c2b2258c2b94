package io.rapport.ingest.whatsapp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.ingest.store.Evidence;
import java.io.UncheckedIOException;

/**
 * Where an item was read from, so that it can be kept and read again later. Only what is kept pays
 * for being written out.
 */
sealed interface ItemSource extends Evidence {

  @Override
  default boolean fieldKnown() {
    return field().isEmpty() || WebhookFields.KNOWN.contains(field());
  }

  /** A body of which nothing could be told. */
  final class Raw implements ItemSource {

    private final byte[] body;

    Raw(byte[] body) {
      this.body = body;
    }

    @Override
    public String field() {
      return "";
    }

    @Override
    public boolean whole() {
      return true;
    }

    @Override
    public byte[] body() {
      return body;
    }
  }

  /** A whole entry that cannot be divided. */
  record Entry(JsonNode entry) implements ItemSource {
    @Override
    public String field() {
      return "";
    }

    @Override
    public byte[] body() {
      return envelope(entry);
    }
  }

  /** What an entry says of itself: {@code id} and {@code time}, missing where it does not. */
  record EntryHead(JsonNode id, JsonNode time) {

    static EntryHead of(JsonNode entry) {
      return new EntryHead(entry.path("id"), entry.path("time"));
    }
  }

  /**
   * A whole change.
   *
   * @param field as it was told, which need not have been in the change itself
   */
  record Change(EntryHead entry, JsonNode change, String field) implements ItemSource {
    @Override
    public byte[] body() {
      return envelope(ItemSource.entry(entry, named()));
    }

    private JsonNode named() {
      if (field.isEmpty()
          || !change.isObject()
          || change.has("field")
          || change.path("value").has("field")) {
        return change;
      }
      var named = JsonNodeFactory.instance.objectNode();
      named.put("field", field);
      named.setAll((ObjectNode) change);
      return named;
    }
  }

  /**
   * An array inside a change's value. One for all its elements.
   *
   * @param metadata the value's metadata, which names the business phone number
   * @param shape where in the value it stands
   * @param array its name
   */
  record Place(EntryHead entry, String field, JsonNode metadata, Shape shape, String array) {

    private byte[] body(JsonNode contact, JsonNode content) {
      var value = JsonNodeFactory.instance.objectNode();
      value.put("messaging_product", "whatsapp");
      if (!metadata.isMissingNode()) {
        value.set("metadata", metadata);
      }
      if (!contact.isMissingNode()) {
        value.putArray("contacts").add(contact);
      }
      shape.put(value, array, content);
      var change = JsonNodeFactory.instance.objectNode();
      change.put("field", field);
      change.set("value", value);
      return envelope(ItemSource.entry(entry, change));
    }
  }

  /**
   * One element of an array.
   *
   * @param contact the person it is about, as the value lists people
   */
  record Element(Place place, JsonNode contact, JsonNode item) implements ItemSource {
    @Override
    public String field() {
      return place.field();
    }

    @Override
    public byte[] body() {
      return place.body(contact, JsonNodeFactory.instance.arrayNode(1).add(item));
    }
  }

  /** What stands where an array should be. */
  record Member(Place place, JsonNode content) implements ItemSource {
    @Override
    public String field() {
      return place.field();
    }

    @Override
    public byte[] body() {
      return place.body(JsonNodeFactory.instance.missingNode(), content);
    }
  }

  private static ObjectNode entry(EntryHead head, JsonNode change) {
    var entry = JsonNodeFactory.instance.objectNode();
    if (!head.id().isMissingNode()) {
      entry.set("id", head.id());
    }
    if (!head.time().isMissingNode()) {
      entry.set("time", head.time());
    }
    entry.putArray("changes").add(change);
    return entry;
  }

  private static byte[] envelope(JsonNode entry) {
    var root = JsonNodeFactory.instance.objectNode();
    root.put("object", "whatsapp_business_account");
    root.putArray("entry").add(entry);
    try {
      return Writers.ESCAPED.writeValueAsBytes(root);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a JSON tree could not be written", e);
    }
  }

  /** Escapes all that is not ASCII, as WhatsApp does: only so do lone surrogates survive. */
  final class Writers {
    private static final ObjectWriter ESCAPED =
        JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build().writer();

    private Writers() {}
  }
}
