package io.rapport.ingest.whatsapp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Takes a webhook body apart (docs/whatsapp.md). Nothing in it can make this fail: what cannot be
 * read becomes an {@link WebhookItem.Unreadable}, and what stands beside it is read all the same.
 * Safe for use by several threads.
 */
final class WebhookParser {

  private static final String OBJECT = "whatsapp_business_account";

  /** The arrays of a value of the field messages that are read, or known and kept for later. */
  private static final Set<String> ARRAYS =
      Set.of("contacts", "messages", "statuses", "user_actions", "errors");

  /** An id is an opaque short string. Anything else would only be somebody's mistake. */
  private static final int MAX_ID_LENGTH = 64;

  private final ObjectReader reader =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build()
          .reader();
  private final MessageParser messages;
  private final StatusParser statuses;

  WebhookParser() {
    this.messages = new MessageParser();
    this.statuses = new StatusParser();
  }

  /** All a body says, in its order. Empty if it says nothing. */
  List<WebhookItem> parse(byte[] body) {
    JsonNode root;
    try {
      root = reader.readTree(body);
    } catch (JsonProcessingException e) {
      return List.of(unreadable(UnreadableReason.NOT_JSON, position(e), new ItemSource.Raw(body)));
    } catch (IOException e) {
      // What claims to be UTF-32 and is not fails below the JSON parser.
      return List.of(
          unreadable(UnreadableReason.NOT_JSON, "the body is no JSON", new ItemSource.Raw(body)));
    }
    if (!OBJECT.equals(root.path("object").textValue())) {
      var detail = "the body is no object that says it is of a " + OBJECT;
      return List.of(unreadable(UnreadableReason.NOT_WHATSAPP, detail, new ItemSource.Raw(body)));
    }
    var items = new ArrayList<WebhookItem>();
    var entries = root.path("entry");
    if (!entries.isArray()) {
      items.add(
          unreadable(UnreadableReason.NOT_AN_ARRAY, "entry is no array", new ItemSource.Raw(body)));
    }
    for (var entry : entries) {
      readEntry(entry, items);
    }
    return items;
  }

  private void readEntry(JsonNode entry, List<WebhookItem> items) {
    var source = new ItemSource.Entry(entry);
    if (!entry.isObject()) {
      items.add(unreadable(UnreadableReason.NOT_AN_OBJECT, "an entry is no object", source));
      return;
    }
    var changes = entry.path("changes");
    if (!changes.isArray()) {
      items.add(
          new WebhookItem.Unreadable(
              id(entry, "id"),
              UnreadableReason.NOT_AN_ARRAY,
              "changes of an entry is no array",
              source));
      return;
    }
    for (var change : changes) {
      readChange(entry, change, items);
    }
  }

  private void readChange(JsonNode entry, JsonNode change, List<WebhookItem> items) {
    var wabaId = id(entry, "id");
    var value = change.path("value");
    var field =
        JsonFields.text(change, "field").or(() -> JsonFields.text(value, "field")).orElse("");
    var source = new ItemSource.Change(entry.path("id"), change, field);
    if (!change.isObject()) {
      items.add(refused(wabaId, UnreadableReason.NOT_AN_OBJECT, "a change is no object", source));
    } else if (WebhookFields.NOT_SUPPORTED_YET.contains(field)) {
      items.add(
          refused(wabaId, UnreadableReason.FIELD_NOT_SUPPORTED_YET, "kept for later", source));
    } else if (!field.equals(WebhookFields.MESSAGES)) {
      items.add(
          refused(wabaId, UnreadableReason.UNKNOWN_FIELD, "a field nobody told us about", source));
    } else if (!value.isObject()) {
      items.add(refused(wabaId, UnreadableReason.NOT_AN_OBJECT, "a value is no object", source));
    } else if (wabaId.isEmpty()) {
      items.add(refused(wabaId, UnreadableReason.NO_ACCOUNT, "the entry has no usable id", source));
    } else {
      readMessages(entry.path("id"), wabaId.get(), value, source, items);
    }
  }

  private void readMessages(
      JsonNode entryId,
      String wabaId,
      JsonNode value,
      ItemSource.Change source,
      List<WebhookItem> items) {
    var metadata = value.path("metadata");
    var number =
        id(metadata, "phone_number_id")
            .map(
                phoneNumberId ->
                    new BusinessNumber(
                        wabaId,
                        phoneNumberId,
                        JsonFields.text(metadata, "display_phone_number").map(LabelTag::storable)));
    var contacts = new Contacts(value.path("contacts"));
    boolean alone = value.path("messages").size() + value.path("statuses").size() == 1;
    var reading =
        new Reading(wabaId, number, contacts, alone, entryId, source.field(), metadata, items);
    reading.each(value, "messages", messages::read);
    reading.each(value, "statuses", statuses::read);
    reading.each(value, "user_actions", Reading::later);
    reading.each(value, "errors", Reading::later);
    value
        .properties()
        .forEach(
            member -> {
              if (member.getValue().isArray() && !ARRAYS.contains(member.getKey())) {
                reading.each(value, member.getKey(), Reading::unknown);
              }
            });
  }

  /** Reads the arrays of one value. */
  private record Reading(
      String wabaId,
      Optional<BusinessNumber> number,
      Contacts contacts,
      boolean alone,
      JsonNode entryId,
      String field,
      JsonNode metadata,
      List<WebhookItem> items) {

    void each(JsonNode value, String name, Function<ElementContext, WebhookItem> read) {
      var array = value.path(name);
      if (array.isMissingNode() || array.isNull()) {
        return;
      }
      if (!array.isArray()) {
        items.add(
            refused(
                Optional.of(wabaId),
                UnreadableReason.NOT_AN_ARRAY,
                name + " is no array",
                source(name, array)));
        return;
      }
      for (var item : array) {
        items.add(element(name, item, read));
      }
    }

    private WebhookItem element(
        String name, JsonNode item, Function<ElementContext, WebhookItem> read) {
      var source = source(name, item);
      if (!item.isObject()) {
        return refused(
            Optional.of(wabaId),
            UnreadableReason.NOT_AN_OBJECT,
            "an element of " + name + " is no object",
            source);
      }
      if (number.isEmpty()) {
        return refused(
            Optional.of(wabaId),
            UnreadableReason.NO_PHONE_NUMBER,
            "metadata names no usable phone_number_id",
            source);
      }
      return read.apply(new ElementContext(number.get(), contacts, item, alone, source));
    }

    private ItemSource.Element source(String name, JsonNode item) {
      return new ItemSource.Element(
          entryId, field, metadata, MissingNode.getInstance(), name, item);
    }

    static WebhookItem later(ElementContext context) {
      return context.refuse(
          UnreadableReason.FIELD_NOT_SUPPORTED_YET,
          context.source().array() + " is kept for later");
    }

    static WebhookItem unknown(ElementContext context) {
      return context.refuse(
          UnreadableReason.UNKNOWN_FIELD, "of an array in messages nobody told us about");
    }
  }

  private static Optional<String> id(JsonNode object, String name) {
    return JsonFields.text(object, name)
        .filter(
            id -> id.length() <= MAX_ID_LENGTH && id.chars().allMatch(WebhookParser::idCharacter));
  }

  private static boolean idCharacter(int c) {
    return c > ' ' && c < 0x7f;
  }

  private static WebhookItem refused(
      Optional<String> wabaId, UnreadableReason reason, String detail, ItemSource source) {
    return new WebhookItem.Unreadable(wabaId, reason, detail, source);
  }

  private static WebhookItem unreadable(UnreadableReason reason, String detail, ItemSource source) {
    return refused(Optional.empty(), reason, detail, source);
  }

  /** The parser's own message would quote the body. */
  private static String position(JsonProcessingException e) {
    var at = e.getLocation();
    return at == null
        ? "the body is no JSON"
        : "the body is no JSON at line " + at.getLineNr() + ", column " + at.getColumnNr();
  }
}
