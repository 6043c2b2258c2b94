package io.rapport.ingest.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads members whose type WhatsApp does not keep to: ids and timestamps come as strings and as
 * numbers.
 */
final class JsonFields {

  private JsonFields() {}

  /** A string that is not blank, or a number as written. */
  static Optional<String> text(JsonNode object, String name) {
    return text(object.path(name));
  }

  static Optional<String> text(JsonNode value) {
    if (value.isTextual()) {
      return value.textValue().isBlank() ? Optional.empty() : Optional.of(value.textValue());
    }
    return value.isIntegralNumber() ? Optional.of(value.asText()) : Optional.empty();
  }

  /** The first of several spellings of a member that is there. */
  static Optional<String> firstText(JsonNode object, String... names) {
    for (var name : names) {
      var text = text(object, name);
      if (text.isPresent()) {
        return text;
      }
    }
    return Optional.empty();
  }

  /**
   * A text fit to be stored: cut to a length, without what PostgreSQL cannot store.
   *
   * @param longest characters that are kept
   */
  static Optional<String> shortText(JsonNode object, String name, int longest) {
    return shortText(object.path(name), longest);
  }

  static Optional<String> shortText(JsonNode value, int longest) {
    return text(value)
        .map(
            text ->
                LabelTag.storable(text.length() <= longest ? text : text.substring(0, longest)));
  }

  /** An integer, or a string that holds one. */
  static OptionalLong integer(JsonNode object, String name) {
    return integer(object.path(name));
  }

  static OptionalLong integer(JsonNode value) {
    if (value.isIntegralNumber()) {
      return value.canConvertToLong() ? OptionalLong.of(value.longValue()) : OptionalLong.empty();
    }
    if (!value.isTextual()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(value.textValue().strip()));
    } catch (NumberFormatException notANumber) {
      return OptionalLong.empty();
    }
  }
}
