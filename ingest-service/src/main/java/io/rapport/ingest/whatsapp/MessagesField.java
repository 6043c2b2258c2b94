package io.rapport.ingest.whatsapp;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Set;

/** Reads the field everything began with: messages, statuses, and what stands beside them. */
final class MessagesField implements FieldReader {

  private static final Set<String> ARRAYS =
      Set.of("contacts", "messages", "statuses", "user_actions", "errors");

  private final ElementReader messages;
  private final ElementReader statuses;

  MessagesField(MessageParser messages, StatusParser statuses) {
    requireNonNull(messages, "messages is null");
    requireNonNull(statuses, "statuses is null");
    this.messages = (context, items) -> items.add(messages.read(context));
    this.statuses = (context, items) -> items.add(statuses.read(context));
  }

  @Override
  public void read(Change change, List<WebhookItem> items) {
    var value = change.value();
    int elements = value.path("messages").size() + value.path("statuses").size();
    var around = Surroundings.of(change, value, elements, items);
    if (around.isEmpty()) {
      return;
    }
    var arrays = around.get();
    arrays.each(value, "messages", messages, items);
    arrays.each(value, "statuses", statuses, items);
    arrays.each(value, "user_actions", BesideMessages::readUserAction, items);
    arrays.each(value, "errors", BesideMessages::readError, items);
    value
        .properties()
        .forEach(
            member -> {
              if (member.getValue().isArray() && !ARRAYS.contains(member.getKey())) {
                arrays.each(value, member.getKey(), MessagesField::unknown, items);
              }
            });
  }

  private static void unknown(ElementContext context, List<WebhookItem> items) {
    items.add(
        context.refuse(
            UnreadableReason.UNKNOWN_FIELD, "of an array in messages nobody told us about"));
  }
}
