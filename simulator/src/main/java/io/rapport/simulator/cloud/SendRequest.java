package io.rapport.simulator.cloud;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.simulator.world.Content;
import io.rapport.simulator.world.Posting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What can be posted to {@code /messages}. */
sealed interface SendRequest {
  /** A message was read, or the business is typing. */
  record Read(String messageId) implements SendRequest {}

  /**
   * A message to one person.
   *
   * @param input the recipient as given
   * @param to the recipient as digits or user id
   */
  record Message(String input, String to, Posting posting) implements SendRequest {}

  int MAX_TEXT = 4096;
  int MAX_CALLBACK_DATA = 512;
  Set<String> TYPES =
      Set.of(
          "text",
          "template",
          "interactive",
          "image",
          "video",
          "audio",
          "document",
          "sticker",
          "location",
          "contacts",
          "reaction");
  ObjectMapper MAPPER = new ObjectMapper();

  /**
   * @throws GraphException with code 100 for what Meta would refuse
   */
  static SendRequest parse(String body) {
    var json = json(body);
    if (!json.path("messaging_product").asText().equals("whatsapp")) {
      throw GraphException.badRequest("messaging_product must be whatsapp");
    }
    if (json.path("status").asText().equals("read")) {
      return new Read(required(json, "message_id"));
    }
    if (json.path("recipient_type").asText("individual").equals("group")) {
      throw GraphException.badRequest("Sending to groups is not available for this number");
    }
    var type = json.path("type").asText("text");
    if (!TYPES.contains(type) || !(json.get(type) != null)) {
      throw GraphException.badRequest("type must be a known one, with an object of its name");
    }
    var input = json.hasNonNull("to") ? required(json, "to") : required(json, "recipient");
    return new Message(input, recipient(input), posting(json, type, json.get(type)));
  }

  private static JsonNode json(String body) {
    try {
      var json = MAPPER.readTree(body);
      if (json.isObject()) {
        return json;
      }
    } catch (JsonProcessingException e) {
      throw GraphException.badRequest("The body is not JSON");
    }
    throw GraphException.badRequest("The body is not a JSON object");
  }

  private static String required(JsonNode json, String member) {
    var value = json.path(member);
    if (!value.isTextual() || value.asText().isBlank()) {
      throw GraphException.badRequest("The parameter " + member + " is required.");
    }
    return value.asText();
  }

  private static String recipient(String input) {
    if (input.matches("[A-Z]{2}\\.(ENT\\.)?[A-Za-z0-9]{1,128}")) {
      return input;
    }
    var digits = input.replaceAll("[+ ()-]", "");
    if (!digits.matches("\\d{7,15}")) {
      throw GraphException.badRequest("The recipient is neither a phone number nor a user id");
    }
    return digits;
  }

  private static Posting posting(JsonNode json, String type, JsonNode object) {
    var callbackData = json.path("biz_opaque_callback_data");
    if (callbackData.asText().length() > MAX_CALLBACK_DATA) {
      throw GraphException.badRequest("biz_opaque_callback_data has more than 512 characters");
    }
    Optional<String> template = Optional.empty();
    List<Content> taps = List.of();
    switch (type) {
      case "text" -> {
        if (required(object, "body").length() > MAX_TEXT) {
          throw GraphException.badRequest("text.body has more than 4096 characters");
        }
      }
      case "template" -> {
        template = Optional.of(required(object, "name"));
        var ignored = required(object.path("language"), "code");
        taps = quickReplies(object);
      }
      case "interactive" -> {
        var ignored = required(object, "type");
        taps = replies(object.path("action"));
      }
      default -> {}
    }
    return new Posting(
        template,
        type.equals("audio"),
        callbackData.isTextual() ? Optional.of(callbackData.asText()) : Optional.empty(),
        taps);
  }

  private static List<Content> quickReplies(JsonNode template) {
    var taps = new ArrayList<Content>();
    for (var component : template.path("components")) {
      if (component.path("sub_type").asText().equals("quick_reply")) {
        var payload = component.path("parameters").path(0).path("payload").asText();
        taps.add(Content.button(payload, payload));
      }
    }
    return taps;
  }

  private static List<Content> replies(JsonNode action) {
    var taps = new ArrayList<Content>();
    for (var button : action.path("buttons")) {
      var reply = button.path("reply");
      taps.add(Content.buttonReply(reply.path("id").asText(), reply.path("title").asText()));
    }
    for (var section : action.path("sections")) {
      for (var row : section.path("rows")) {
        taps.add(Content.listReply(row.path("id").asText(), row.path("title").asText()));
      }
    }
    return taps;
  }
}
