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
    return field().isEmpty()
        || field().equals(WebhookFields.MESSAGES)
        || WebhookFields.NOT_SUPPORTED_YET.contains(field());
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

  /** A whole change. */
  record Change(JsonNode entryId, JsonNode change, String field) implements ItemSource {
    @Override
    public byte[] body() {
      return envelope(entry(entryId, change));
    }
  }

  /**
   * One element of an array inside a change's value.
   *
   * @param metadata the value's metadata, which names the business phone number
   * @param contact the person it is about, as the value lists people
   * @param array name of the array
   */
  record Element(
      JsonNode entryId,
      String field,
      JsonNode metadata,
      JsonNode contact,
      String array,
      JsonNode item)
      implements ItemSource {
    @Override
    public byte[] body() {
      var value = JsonNodeFactory.instance.objectNode();
      value.put("messaging_product", "whatsapp");
      if (!metadata.isMissingNode()) {
        value.set("metadata", metadata);
      }
      if (!contact.isMissingNode()) {
        value.putArray("contacts").add(contact);
      }
      value.putArray(array).add(item);
      var change = JsonNodeFactory.instance.objectNode();
      change.put("field", field);
      change.set("value", value);
      return envelope(entry(entryId, change));
    }
  }

  private static ObjectNode entry(JsonNode id, JsonNode change) {
    var entry = JsonNodeFactory.instance.objectNode();
    if (!id.isMissingNode()) {
      entry.set("id", id);
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
