package io.rapport.ingest.whatsapp;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Which members of a value say something about the account, and under what name they are kept.
 * Nothing else of the value is: what nobody told us about could be about a person.
 */
final class AccountMembers {

  /** A template's text has up to 1024 characters. */
  private static final int MAX_TEXT = 1024;

  private static final int MAX_WORD = 128;
  private static final int MAX_ELEMENTS = 32;

  private final Optional<JsonPointer> event;
  private final Optional<JsonPointer> subject;
  private final Optional<JsonPointer> displayNumber;
  private final Map<String, JsonPointer> attributes;

  private AccountMembers(
      Optional<JsonPointer> event,
      Optional<JsonPointer> subject,
      Optional<JsonPointer> displayNumber,
      Map<String, JsonPointer> attributes) {
    this.event = event;
    this.subject = subject;
    this.displayNumber = displayNumber;
    this.attributes = attributes;
  }

  static AccountMembers none() {
    return new AccountMembers(
        Optional.empty(), Optional.empty(), Optional.empty(), new LinkedHashMap<>());
  }

  /** Says what happened. */
  AccountMembers event(String pointer) {
    return new AccountMembers(
        Optional.of(JsonPointer.compile(pointer)), subject, displayNumber, attributes);
  }

  /** Says to what. */
  AccountMembers subject(String pointer) {
    return new AccountMembers(
        event, Optional.of(JsonPointer.compile(pointer)), displayNumber, attributes);
  }

  /** It is about a phone number of the business, which only {@code display_phone_number} names. */
  AccountMembers ofNumber() {
    var pointer = Optional.of(JsonPointer.compile("/display_phone_number"));
    return new AccountMembers(event, pointer, pointer, attributes);
  }

  /** A member that is kept: a text, number, truth value, or an array of these. */
  AccountMembers and(String name, String pointer) {
    var more = new LinkedHashMap<>(attributes);
    more.put(name, JsonPointer.compile(pointer));
    return new AccountMembers(event, subject, displayNumber, more);
  }

  Optional<String> eventOf(JsonNode value) {
    return event.flatMap(pointer -> JsonFields.shortText(value.at(pointer), MAX_WORD));
  }

  Optional<String> subjectOf(JsonNode value) {
    return subject.flatMap(pointer -> JsonFields.shortText(value.at(pointer), MAX_WORD));
  }

  Optional<String> displayNumberOf(JsonNode value) {
    return displayNumber.flatMap(pointer -> JsonFields.shortText(value.at(pointer), MAX_WORD));
  }

  /** In the order in which they were named, whatever that of the value is. */
  JsonObject attributesOf(JsonNode value) {
    var json = new JsonObject();
    attributes.forEach(
        (name, pointer) -> scalarOrArray(value.at(pointer)).ifPresent(v -> json.put(name, v)));
    return json;
  }

  private static Optional<Object> scalarOrArray(JsonNode value) {
    if (!value.isArray()) {
      return scalar(value, MAX_TEXT);
    }
    var array = new JsonArray();
    StreamSupport.stream(value.spliterator(), false)
        .limit(MAX_ELEMENTS)
        .forEach(element -> scalar(word(element), MAX_WORD).ifPresent(array::add));
    return array.isEmpty() ? Optional.empty() : Optional.of(array);
  }

  /** Of a list of things, what each of them is. */
  private static JsonNode word(JsonNode element) {
    if (!element.isObject()) {
      return element;
    }
    for (var name : AccountFields.KINDS) {
      if (element.has(name)) {
        return element.path(name);
      }
    }
    return element.path("type");
  }

  private static Optional<Object> scalar(JsonNode value, int longest) {
    if (value.isBoolean()) {
      return Optional.of(value.booleanValue());
    }
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      return Optional.of(value.longValue());
    }
    if (value.isNumber()) {
      double number = value.doubleValue();
      return Double.isFinite(number) ? Optional.of(number) : Optional.empty();
    }
    return JsonFields.shortText(value, longest).map(text -> text);
  }
}
