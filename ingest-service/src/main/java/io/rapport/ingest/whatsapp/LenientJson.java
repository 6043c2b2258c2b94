package io.rapport.ingest.whatsapp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/**
 * Reads bodies that the ordinary reader refuses as a whole because of one spot: an item may be
 * nested too deeply, carry a number of a million digits, a member twice or bytes that are no UTF-8,
 * and the items beside it are as good as ever. Slower, and only for them. Thread-safe.
 *
 * <p>What is nested too deeply and numbers nobody can mean become null. Of a member that occurs
 * twice, arrays are joined and objects merged; else the last counts.
 */
final class LenientJson {

  /** Far more than any webhook needs, and no more than can be written again. */
  private static final int MAX_DEPTH = 200;

  /** Beyond, not even skipping is worth its memory. */
  private static final int MAX_SKIPPED_DEPTH = 100_000;

  private static final int MAX_NUMBER_LENGTH = 1000;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final JsonFactory factory =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_SKIPPED_DEPTH)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
          .enable(JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .build();

  /** Empty where it is no JSON, however one looks at it. */
  Optional<JsonNode> read(byte[] body) {
    var text = new String(body, UTF_8);
    boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
    try (var parser = factory.createParser(marked ? text.substring(1) : text)) {
      if (parser.nextToken() == null) {
        return Optional.empty();
      }
      var root = value(parser, 0);
      return parser.nextToken() == null ? Optional.of(root) : Optional.empty();
    } catch (IOException noJson) {
      return Optional.empty();
    }
  }

  private static JsonNode value(JsonParser parser, int depth) throws IOException {
    var nodes = JsonNodeFactory.instance;
    return switch (parser.currentToken()) {
      case START_OBJECT -> depth < MAX_DEPTH ? object(parser, depth) : skipped(parser);
      case START_ARRAY -> depth < MAX_DEPTH ? array(parser, depth) : skipped(parser);
      case VALUE_STRING -> nodes.textNode(parser.getText());
      case VALUE_NUMBER_INT -> integer(parser.getText());
      case VALUE_NUMBER_FLOAT -> decimal(parser.getText());
      case VALUE_TRUE -> nodes.booleanNode(true);
      case VALUE_FALSE -> nodes.booleanNode(false);
      default -> nodes.nullNode();
    };
  }

  private static JsonNode skipped(JsonParser parser) throws IOException {
    parser.skipChildren();
    return JsonNodeFactory.instance.nullNode();
  }

  private static ObjectNode object(JsonParser parser, int depth) throws IOException {
    var object = JsonNodeFactory.instance.objectNode();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var name = parser.currentName();
      parser.nextToken();
      put(object, name, value(parser, depth + 1));
    }
    return object;
  }

  private static ArrayNode array(JsonParser parser, int depth) throws IOException {
    var array = JsonNodeFactory.instance.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(parser, depth + 1));
    }
    return array;
  }

  private static void put(ObjectNode object, String name, JsonNode value) {
    var before = object.get(name);
    if (before instanceof ArrayNode one && value instanceof ArrayNode other) {
      one.addAll(other);
    } else if (before instanceof ObjectNode one && value instanceof ObjectNode other) {
      other.properties().forEach(member -> put(one, member.getKey(), member.getValue()));
    } else {
      object.set(name, value);
    }
  }

  private static JsonNode integer(String digits) {
    var nodes = JsonNodeFactory.instance;
    if (digits.length() > MAX_NUMBER_LENGTH) {
      return nodes.nullNode();
    }
    var number = new BigInteger(digits);
    return number.bitLength() < Long.SIZE
        ? nodes.numberNode(number.longValue())
        : nodes.numberNode(number);
  }

  private static JsonNode decimal(String text) {
    var nodes = JsonNodeFactory.instance;
    if (text.length() > MAX_NUMBER_LENGTH) {
      return nodes.nullNode();
    }
    try {
      return nodes.numberNode(new BigDecimal(text));
    } catch (NumberFormatException notFinite) {
      return nodes.nullNode();
    }
  }
}
