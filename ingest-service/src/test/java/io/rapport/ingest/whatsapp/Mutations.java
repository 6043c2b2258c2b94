package io.rapport.ingest.whatsapp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Damages payloads the way bugs, attackers and the future do; the same every time. */
final class Mutations {

  private static final JsonMapper JSON = new JsonMapper();

  /** Stands where raw text is put once the rest is text. */
  private static final String HOLE = "@@hole@@";

  /** What a value becomes, by what it was. */
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "-1",
          "0",
          "1e400",
          "-1e-400",
          "1e99999999999",
          "9".repeat(40),
          "9".repeat(5000),
          "9223372036854775808",
          "3.141592653589793238462643383279",
          "\"\"",
          "\" \"",
          "\"a\\u0000b\"",
          "\"\\ud83d\"",
          "\"\\udc00x\"",
          "\"\uFFFF\u200B\u202E\"",
          "\"9999999999999\"",
          "\"-5\"",
          "\"NaN\"",
          "\"" + "y".repeat(100_000) + "\"",
          "[]",
          "{}",
          "[[[]]]",
          "[null,null]",
          "{\"\":{}}",
          "{\"id\":{\"id\":[1]}}",
          "[".repeat(10_000) + "]".repeat(10_000),
          "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000),
          "{\"id\":1,\"id\":2}",
          "[" + "{},".repeat(1000) + "{}]");

  private final Random random;

  Mutations(long seed) {
    this.random = new Random(seed);
  }

  /** One value of a change replaced, wrapped, taken away or given twice. */
  String value(String change) {
    try {
      var root = (ObjectNode) JSON.readTree(change);
      var places = new ArrayList<Runnable>();
      var replaced = new String[] {null};
      collect(root, places, replaced);
      places.get(random.nextInt(places.size())).run();
      var text = JSON.writeValueAsString(root);
      return replaced[0] == null ? text : text.replace("\"" + HOLE + "\"", replaced[0]);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything that could be done to a member or element, one of which is. */
  private void collect(JsonNode node, List<Runnable> places, String[] replaced) {
    switch (node) {
      case ObjectNode object ->
          object
              .properties()
              .forEach(
                  member -> {
                    places.add(() -> mutate(object, member, replaced));
                    collect(member.getValue(), places, replaced);
                  });
      case ArrayNode array -> {
        for (int i = 0; i < array.size(); i++) {
          int index = i;
          places.add(
              () -> {
                replaced[0] = replacement(array.get(index));
                array.set(index, JSON.getNodeFactory().textNode(HOLE));
              });
          collect(array.get(i), places, replaced);
        }
      }
      default -> {}
    }
  }

  private void mutate(ObjectNode object, Map.Entry<String, JsonNode> member, String[] replaced) {
    var name = member.getKey();
    switch (random.nextInt(8)) {
      case 0 -> object.remove(name);
      case 1 -> {
        var value = object.remove(name);
        object.set(name + "\u0000", value);
      }
      case 2 -> {
        // The member twice: once as it was, once as something else.
        var text = object.get(name).toString();
        replaced[0] = replacement(object.get(name)) + ",\"" + name + "\":" + text;
        object.put(name, HOLE);
      }
      default -> {
        replaced[0] = replacement(object.get(name));
        object.put(name, HOLE);
      }
    }
  }

  private String replacement(JsonNode value) {
    return switch (random.nextInt(10)) {
      case 0 -> "[" + value + "]";
      case 1 -> "{\"x\":" + value + "}";
      case 2 -> value.isTextual() ? "[\"" + HOLE.length() + "\"]" : "\"" + value.size() + "\"";
      default -> VALUES.get(random.nextInt(VALUES.size()));
    };
  }

  /** Some bytes of a body flipped, inserted, doubled or cut off. */
  byte[] bytes(String body) {
    var bytes = body.getBytes(UTF_8);
    int times = 1 + random.nextInt(3);
    for (int i = 0; i < times; i++) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt(256);
        case 2 -> bytes = spliced(bytes, at, new byte[] {(byte) 0xff, (byte) 0xc0, 0}, at);
        case 3 -> bytes = spliced(bytes, at, new byte[0], Math.min(bytes.length, at + 9));
        default -> bytes = spliced(bytes, at, bytes, Math.min(bytes.length, at + 1));
      }
    }
    return bytes;
  }

  private static byte[] spliced(byte[] bytes, int from, byte[] between, int to) {
    var spliced = new ByteArrayOutputStream();
    spliced.write(bytes, 0, from);
    spliced.writeBytes(between);
    spliced.write(bytes, to, bytes.length - to);
    return spliced.size() == 0 ? new byte[] {'{'} : spliced.toByteArray();
  }
}
