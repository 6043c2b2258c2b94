package io.rapport.ingest.graph;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rapport.common.event.MessageLabel;
import io.rapport.ingest.identity.Identity;
import io.rapport.ingest.whatsapp.SentBody;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A message on its way to the Graph API: what gates decide on and what is known of it afterwards.
 * Carries nothing of what it says.
 *
 * @param phoneNumberId who sends it
 * @param marketing whether it goes out by {@code /marketing_messages}
 * @param recipients the recipient by the names in the request: number, user id, or a group
 * @param group whether the recipient is a group
 * @param label what its sender says of it
 * @param buttons kinds of its buttons in their order
 * @param context wamid of the customer's message it answers
 */
public record Outgoing(
    String phoneNumberId,
    boolean marketing,
    List<Identity> recipients,
    boolean group,
    MessageLabel label,
    List<String> buttons,
    Optional<String> context) {

  private static final ObjectReader JSON = JsonMapper.builder().build().reader();

  public Outgoing {
    requireNonNull(phoneNumberId, "phoneNumberId is null");
    recipients = List.copyOf(recipients);
    requireNonNull(label, "label is null");
    buttons = List.copyOf(buttons);
    requireNonNull(context, "context is null");
  }

  /**
   * Empty for what goes to nobody: that a message was read, or that somebody is typing.
   *
   * @throws IOException if it is no JSON object, such as a form or something compressed
   */
  static Optional<Outgoing> read(String phoneNumberId, boolean marketing, byte[] body, Tags tags)
      throws IOException {
    var json = JSON.readTree(body);
    if (json == null || !json.isObject()) {
      throw new IOException("no JSON object");
    }
    if (json.has("status") && !json.has("to") && !json.has("recipient")) {
      return Optional.empty();
    }
    var sent = new SentBody(json);
    var group = sent.group();
    return Optional.of(
        new Outgoing(
            phoneNumberId,
            marketing,
            group.map(id -> List.of(Identity.ofGroup(id))).orElseGet(() -> recipients(json)),
            group.isPresent(),
            tags.over(sent.label()),
            sent.buttons(),
            sent.context()));
  }

  private static List<Identity> recipients(JsonNode json) {
    var recipients = new ArrayList<Identity>(2);
    for (var member : List.of("to", "recipient")) {
      if (json.path(member).isTextual()) {
        Identity.ofPerson(json.path(member).textValue()).ifPresent(recipients::add);
      }
    }
    return recipients;
  }
}
