package io.rapport.ingest.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import io.rapport.common.event.MessageType;
import java.util.Optional;

/** Which {@link MessageType} an element of {@code messages[]} is (docs/whatsapp.md). */
final class MessageTypes {

  private MessageTypes() {}

  /** Empty for a type nobody has told us about. */
  static Optional<MessageType> of(JsonNode message) {
    return Optional.ofNullable(
        switch (message.path("type").asText()) {
          case "text" -> MessageType.TEXT;
          case "image" -> MessageType.IMAGE;
          case "video" -> MessageType.VIDEO;
          case "audio", "voice" -> MessageType.AUDIO;
          case "document" -> MessageType.DOCUMENT;
          case "sticker" -> MessageType.STICKER;
          case "location" -> MessageType.LOCATION;
          case "contacts" -> MessageType.CONTACTS;
          case "button" -> MessageType.BUTTON;
          case "interactive" -> interactive(message.path("interactive"));
          case "order" -> MessageType.ORDER;
          case "reaction" -> MessageType.REACTION;
          case "request_welcome" -> MessageType.REQUEST_WELCOME;
          case "system" -> MessageType.SYSTEM;
          case "edit" -> MessageType.EDIT;
          case "revoke" -> MessageType.REVOKE;
          case "ephemeral" -> MessageType.EPHEMERAL;
          // What stands for media of the past; which kind is told later, if at all.
          case "unsupported", "unknown", "media_placeholder" -> MessageType.UNSUPPORTED;
          default -> null;
        });
  }

  private static MessageType interactive(JsonNode interactive) {
    if (interactive.has("button_reply")) {
      return MessageType.BUTTON_REPLY;
    }
    if (interactive.has("list_reply")) {
      return MessageType.LIST_REPLY;
    }
    if (interactive.has("nfm_reply")) {
      return MessageType.FLOW_REPLY;
    }
    return switch (interactive.path("type").asText()) {
      case "button_reply" -> MessageType.BUTTON_REPLY;
      case "list_reply" -> MessageType.LIST_REPLY;
      case "nfm_reply" -> MessageType.FLOW_REPLY;
      default -> MessageType.INTERACTIVE;
    };
  }
}
