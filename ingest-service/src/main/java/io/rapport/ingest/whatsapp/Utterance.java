package io.rapport.ingest.whatsapp;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a customer said in a message: wrote, tapped or sent as a form. Looked at for subscription
 * words and, unless the account keeps text, forgotten.
 *
 * @param whole whether it is all that was said, so that it can be a subscription word
 */
record Utterance(String text, boolean whole) {

  Utterance {
    requireNonNull(text, "text is null");
  }

  /** Empty where nothing was said: a sticker, a location, a picture without caption. */
  static Optional<Utterance> of(JsonNode message) {
    var type = message.path("type").asText();
    var content = message.path(type);
    return switch (type) {
      case "text" -> whole(content, "body");
      case "button" -> whole(content, "text");
      case "interactive" -> interactive(content);
      case "image", "video", "document", "audio", "voice" -> whole(content, "caption");
      case "order" -> part(content, "text");
      case "reaction" -> part(content, "emoji");
      default -> Optional.empty();
    };
  }

  private static Optional<Utterance> interactive(JsonNode interactive) {
    return Stream.of(
            whole(interactive.path("button_reply"), "title"),
            whole(interactive.path("list_reply"), "title"),
            part(interactive.path("nfm_reply"), "response_json"))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<Utterance> whole(JsonNode object, String member) {
    return JsonFields.text(object, member).map(text -> new Utterance(text, true));
  }

  private static Optional<Utterance> part(JsonNode object, String member) {
    return JsonFields.text(object, member).map(text -> new Utterance(text, false));
  }

  /** Says nothing of the text, so that no log can. */
  @Override
  public String toString() {
    return "Utterance[" + text.length() + " characters]";
  }
}
