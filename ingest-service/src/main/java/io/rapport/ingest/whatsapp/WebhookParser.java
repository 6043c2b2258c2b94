package io.rapport.ingest.whatsapp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Takes a webhook body apart (docs/whatsapp.md). Nothing in it can make this fail: what cannot be
 * read becomes an {@link WebhookItem.Unreadable}, and what stands beside it is read all the same.
 * Safe for use by several threads.
 */
final class WebhookParser {

  private static final Logger LOG = Logger.getLogger(WebhookParser.class);
  private static final String OBJECT = "whatsapp_business_account";
  private static final Set<String> AROUND = Set.of("messaging_product", "metadata", "contacts");

  private final ObjectReader reader =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build()
          .reader();
  private final LenientJson lenient = new LenientJson();
  private final FieldReaders fields = new FieldReaders();

  /** All a body says, in its order. Empty if it says nothing. */
  List<WebhookItem> parse(byte[] body) {
    JsonNode root;
    try {
      root = reader.readTree(body);
    } catch (JsonProcessingException e) {
      var read = lenient.read(body);
      if (read.isEmpty()) {
        return List.of(noJson(position(e), body));
      }
      root = read.get();
    } catch (NumberFormatException tooLarge) {
      // Not even the JSON parser expects an exponent of eleven digits.
      var read = lenient.read(body);
      if (read.isEmpty()) {
        return List.of(noJson("the body is no JSON", body));
      }
      root = read.get();
    } catch (IOException e) {
      // What claims to be UTF-32 and is not fails below the JSON parser.
      return List.of(noJson("the body is no JSON", body));
    }
    if (!OBJECT.equals(root.path("object").textValue())) {
      var detail = "the body is no object that says it is of a " + OBJECT;
      return List.of(unreadable(UnreadableReason.NOT_WHATSAPP, detail, new ItemSource.Raw(body)));
    }
    var entries = root.path("entry");
    if (!entries.isArray()) {
      return List.of(
          unreadable(UnreadableReason.NOT_AN_ARRAY, "entry is no array", new ItemSource.Raw(body)));
    }
    var items = new ArrayList<WebhookItem>();
    for (var entry : entries) {
      readEntry(entry, items);
    }
    return items;
  }

  private void readEntry(JsonNode entry, List<WebhookItem> items) {
    if (!entry.isObject()) {
      items.add(
          unreadable(
              UnreadableReason.NOT_AN_OBJECT,
              "an entry is no object",
              new ItemSource.Entry(entry)));
      return;
    }
    var changes = entry.path("changes");
    if (!changes.isArray()) {
      items.add(
          new WebhookItem.Unreadable(
              Change.id(entry, "id"),
              UnreadableReason.NOT_AN_ARRAY,
              "changes of an entry is no array",
              new ItemSource.Entry(entry)));
      return;
    }
    var head = ItemSource.EntryHead.of(entry);
    for (var change : changes) {
      readChange(Change.of(entry, head, change), items);
    }
  }

  private void readChange(Change change, List<WebhookItem> items) {
    if (!change.source().change().isObject()) {
      items.add(change.refuse(UnreadableReason.NOT_AN_OBJECT, "a change is no object"));
      return;
    }
    var field = fields.of(change.field());
    if (field.isEmpty()) {
      items.add(change.refuse(UnreadableReason.UNKNOWN_FIELD, "a field nobody told us about"));
    } else if (!change.value().isObject()) {
      items.add(change.refuse(UnreadableReason.NOT_AN_OBJECT, "a value is no object"));
    } else {
      read(field.get(), change, items);
    }
  }

  /** A change we fail on must not come again and again with all that stands beside it. */
  private static void read(FieldReader reader, Change change, List<WebhookItem> items) {
    int before = items.size();
    try {
      reader.read(change, items);
    } catch (RuntimeException e) {
      LOG.errorf(e, "a change of the field %s could not be taken apart", change.field());
      items.subList(before, items.size()).clear();
      items.add(change.refuse(UnreadableReason.READER_FAILED, "reading it failed"));
    }
    if (items.size() == before && saysSomething(change.value())) {
      items.add(change.refuse(UnreadableReason.NOTHING_KNOWN, "nothing in it is known"));
    }
  }

  /** Whether there is anything beside what stands around the facts. */
  private static boolean saysSomething(JsonNode value) {
    return value.properties().stream()
        .filter(member -> !AROUND.contains(member.getKey()))
        .map(Map.Entry::getValue)
        .anyMatch(node -> !node.isNull() && !(node.isContainerNode() && node.isEmpty()));
  }

  private static WebhookItem noJson(String detail, byte[] body) {
    return unreadable(UnreadableReason.NOT_JSON, detail, new ItemSource.Raw(body));
  }

  private static WebhookItem unreadable(UnreadableReason reason, String detail, ItemSource source) {
    return new WebhookItem.Unreadable(Optional.empty(), reason, detail, source);
  }

  /** The parser's own message would quote the body. */
  private static String position(JsonProcessingException e) {
    var at = e.getLocation();
    return at == null
        ? "the body is no JSON"
        : "the body is no JSON at line " + at.getLineNr() + ", column " + at.getColumnNr();
  }
}
