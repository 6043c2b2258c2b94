package io.rapport.ingest.whatsapp;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.rapport.common.event.EventKind;
import io.rapport.common.event.MessageLabel;
import io.rapport.ingest.identity.Identity;
import io.rapport.ingest.identity.IdentityKind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Reads the past of a number that was used with the Business app before: chunks of threads, in any
 * order, with messages of both directions. Media come later, as messages by themselves.
 */
final class HistoryField implements FieldReader {

  private final MessageParser messages;
  private final EchoParser echoes;

  HistoryField(MessageParser messages, EchoParser echoes) {
    this.messages = requireNonNull(messages, "messages is null");
    this.echoes = requireNonNull(echoes, "echoes is null");
  }

  @Override
  public void read(Change change, List<WebhookItem> items) {
    var value = change.value();
    var around = Surroundings.of(change, value, value.path("messages").size(), items);
    if (around.isEmpty()) {
      return;
    }
    var arrays = around.get();
    arrays.each(value, "history", Shape.PLAIN, false, this::readChunk, items);
    arrays.each(
        value,
        "messages",
        (context, read) -> read.add(message(context, MissingNode.getInstance())),
        items);
    arrays.each(value, "errors", Shape.PLAIN, false, BesideMessages::readError, items);
  }

  /** A chunk that cannot be read leaves the others alone, and so does each thing in it. */
  private void readChunk(ElementContext context, List<WebhookItem> items) {
    var chunk = context.item();
    var metadata = chunk.path("metadata");
    var around = context.around();
    // The business may have declined to share its past.
    around.each(chunk, "errors", Shape.inChunk(metadata), false, BesideMessages::readError, items);
    around.each(
        chunk,
        "threads",
        Shape.inChunk(metadata),
        true,
        (inner, read) -> readThread(inner, metadata, read),
        items);
  }

  private void readThread(ElementContext context, JsonNode metadata, List<WebhookItem> items) {
    var thread = context.item();
    context
        .around()
        .each(
            thread,
            "messages",
            Shape.inThread(metadata, thread),
            true,
            (inner, read) -> read.add(message(inner, thread)),
            items);
  }

  private WebhookItem message(ElementContext context, JsonNode thread) {
    var item = context.item();
    boolean sent = sentByBusiness(item, context.number());
    var named = withThread(sent ? Participants.to(item) : MessageParser.named(item), thread);
    var read = sent ? echoes.ofApp(context, named) : messages.read(context, named);
    return read instanceof WebhookItem.Message message
        ? new WebhookItem.Backfilled(message, sent ? status(message, item) : Optional.empty())
        : read;
  }

  /** The business is who has its number; where that is not said, who names a recipient. */
  private static boolean sentByBusiness(JsonNode item, BusinessNumber number) {
    var business = number.displayPhoneNumber().flatMap(Identity::ofPerson);
    var from = JsonFields.text(item, "from").flatMap(Identity::ofPerson);
    boolean addressed = (item.has("to") || item.has("to_user_id")) && !item.has("from_user_id");
    return business
        .flatMap(ours -> from.map(theirs -> ours.canonical().equals(theirs.canonical())))
        .orElse(addressed);
  }

  /** A thread is named after its customer, and may know more names of them. */
  private static Set<Identity> withThread(Set<Identity> named, JsonNode thread) {
    var ofThread = new LinkedHashSet<Identity>();
    Participants.addPerson(ofThread, JsonFields.text(thread, "id"));
    var more = thread.path("context");
    Participants.addPerson(ofThread, JsonFields.text(more, "wa_id"));
    Participants.addUserId(ofThread, JsonFields.text(more, "user_id"), IdentityKind.USER_ID);
    Participants.addUserId(
        ofThread, JsonFields.text(more, "parent_user_id"), IdentityKind.PARENT_USER_ID);
    boolean same =
        named.isEmpty()
            || named.stream()
                .anyMatch(
                    one ->
                        ofThread.stream()
                            .anyMatch(other -> one.canonical().equals(other.canonical())));
    if (!same) {
      return named;
    }
    var all = new LinkedHashSet<>(named);
    all.addAll(ofThread);
    return all;
  }

  /** All that is known of a message's way, so all that happened is at the message's time. */
  private static Optional<WebhookItem.Reported> status(WebhookItem.Message message, JsonNode item) {
    return kind(item.path("history_context").path("status").asText())
        .map(
            kind ->
                new WebhookItem.Reported(
                    message.number(),
                    message.identities(),
                    message.wamid(),
                    Timestamps.of(item.path("timestamp")).orElseThrow(),
                    kind,
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    OptionalInt.empty(),
                    MessageLabel.NONE,
                    false,
                    message.source()));
  }

  private static Optional<EventKind> kind(String status) {
    return Optional.ofNullable(
        switch (status) {
          case "SENT" -> EventKind.STATUS_SENT;
          case "DELIVERED" -> EventKind.STATUS_DELIVERED;
          case "READ" -> EventKind.STATUS_READ;
          case "PLAYED" -> EventKind.STATUS_PLAYED;
          case "ERROR" -> EventKind.STATUS_FAILED;
          default -> null;
        });
  }
}
