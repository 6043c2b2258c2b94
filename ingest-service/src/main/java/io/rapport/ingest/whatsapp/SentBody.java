package io.rapport.ingest.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import io.rapport.common.event.MessageLabel;
import io.rapport.common.event.Origin;
import io.rapport.common.event.Party;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the body of a message says that was given to the Send API: the body itself, or the echo of
 * another sender's message, with the raw body under {@code message} and beside it the whole
 * definition of a template it names.
 */
public final class SentBody {

  private static final int MAX_NAME = 512;
  private static final int MAX_BUTTONS = 20;
  private static final int MAX_KIND = 32;

  private final JsonNode echo;
  private final JsonNode message;

  public SentBody(JsonNode echo) {
    this.echo = echo;
    this.message = echo.path("message").isObject() ? echo.path("message") : echo;
  }

  /** The body itself. */
  JsonNode message() {
    return message;
  }

  /** The message of the customer it answers. */
  public Optional<String> context() {
    return JsonFields.text(message.path("context"), "message_id");
  }

  /** The group it went to. */
  public Optional<String> group() {
    return "group".equals(message.path("recipient_type").textValue())
        ? JsonFields.text(message, "to")
        : Optional.empty();
  }

  /** The label of an echo: nobody but a bot handles threads unless it says so. */
  MessageLabel echoed() {
    var label = label();
    return label.origin().isPresent()
        ? label
        : new MessageLabel(
            origin(),
            label.campaign(),
            label.variant(),
            label.template(),
            label.language(),
            label.segment(),
            label.format());
  }

  /** What the sender said of it counts before what the body shows. */
  public MessageLabel label() {
    var tag =
        JsonFields.text(message, "biz_opaque_callback_data")
            .map(LabelTag::parse)
            .orElse(MessageLabel.NONE);
    var template = message.path("template");
    return new MessageLabel(
        tag.origin(),
        tag.campaign(),
        tag.variant(),
        tag.template()
            .or(() -> JsonFields.shortText(template, "name", MAX_NAME))
            .or(() -> JsonFields.shortText(echo.path("template"), "name", MAX_NAME)),
        tag.language()
            .or(() -> JsonFields.shortText(template.path("language"), "code", MAX_NAME))
            .or(() -> JsonFields.shortText(echo.path("template"), "language", MAX_NAME)),
        tag.segment(),
        tag.format().or(() -> format(type())));
  }

  private Optional<Origin> origin() {
    var role = JsonFields.firstText(echo, "role", "sender_role", "owner_role");
    return role.isEmpty() ? Optional.of(Origin.BOT) : role.flatMap(Owner::ofRole).map(this::origin);
  }

  private Origin origin(Party party) {
    return switch (party) {
      case BOT -> Origin.BOT;
      case HUMAN -> Origin.AGENT;
      case AUTOMATION, CUSTOMER -> Origin.AUTOMATION;
    };
  }

  private String type() {
    return JsonFields.text(message, "type").or(() -> JsonFields.text(echo, "type")).orElse("");
  }

  /** How a message of a type is built; empty where none of the words fits. */
  static Optional<String> format(String type) {
    return Optional.ofNullable(
        switch (type) {
          case "text" -> "text";
          case "image", "video", "audio", "voice", "document", "sticker", "media_placeholder" ->
              "media";
          case "interactive" -> "interactive";
          case "template" -> "template";
          default -> null;
        });
  }

  /** Kinds of its buttons in their order: of a template by its definition, if that is there. */
  public List<String> buttons() {
    var kinds = new ArrayList<String>();
    var interactive = message.path("interactive");
    if (interactive.isObject()) {
      addInteractive(interactive, kinds);
      return kinds;
    }
    for (var component : echo.path("template").path("components")) {
      component.path("buttons").forEach(button -> add(kinds, button.path("type")));
    }
    if (kinds.isEmpty()) {
      for (var component : message.path("template").path("components")) {
        if ("button".equalsIgnoreCase(component.path("type").asText())) {
          add(kinds, component.path("sub_type"));
        }
      }
    }
    return kinds;
  }

  private static void addInteractive(JsonNode interactive, List<String> kinds) {
    switch (interactive.path("type").asText()) {
      case "button" ->
          interactive.path("action").path("buttons").forEach(button -> add(kinds, "quick_reply"));
      case "cta_url" -> add(kinds, "url");
      default -> add(kinds, interactive.path("type"));
    }
  }

  private static void add(List<String> kinds, JsonNode kind) {
    JsonFields.shortText(kind, MAX_KIND)
        .ifPresent(word -> add(kinds, word.toLowerCase(Locale.ROOT)));
  }

  private static void add(List<String> kinds, String kind) {
    if (kinds.size() < MAX_BUTTONS) {
      kinds.add(kind);
    }
  }
}
