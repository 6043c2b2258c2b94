package io.rapport.ingest.whatsapp;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Set;

/**
 * Reads what happens on threads that another sender handles, such as Meta's business agent: the
 * arrays of {@link MessagesField} one level deeper, and that sender's messages. What is told under
 * both fields is the same fact.
 */
final class StandbyField implements FieldReader {

  private static final Set<String> ARRAYS =
      Set.of("contacts", "messages", "statuses", "message_echoes", "errors");

  private final ElementReader messages;
  private final ElementReader statuses;
  private final ElementReader echoes;

  StandbyField(MessageParser messages, StatusParser statuses, EchoParser echoes) {
    requireNonNull(messages, "messages is null");
    requireNonNull(statuses, "statuses is null");
    requireNonNull(echoes, "echoes is null");
    this.messages = (context, items) -> items.add(messages.read(context));
    this.statuses = (context, items) -> items.add(statuses.read(context));
    this.echoes = (context, items) -> items.add(echoes.ofOtherSender(context));
  }

  @Override
  public void read(Change change, List<WebhookItem> items) {
    var standby = change.value().path("standby");
    if (!standby.isObject()) {
      items.add(change.refuse(UnreadableReason.NOT_AN_OBJECT, "standby is no object"));
      return;
    }
    int elements =
        standby.path("messages").size()
            + standby.path("statuses").size()
            + standby.path("message_echoes").size();
    var around = Surroundings.of(change, standby, elements, items);
    if (around.isEmpty()) {
      return;
    }
    var arrays = around.get();
    arrays.each(standby, "messages", Shape.STANDBY, true, messages, items);
    arrays.each(standby, "statuses", Shape.STANDBY, true, statuses, items);
    arrays.each(standby, "message_echoes", Shape.STANDBY, true, echoes, items);
    arrays.each(standby, "errors", Shape.STANDBY, true, BesideMessages::readError, items);
    standby
        .properties()
        .forEach(
            member -> {
              if (member.getValue().isArray() && !ARRAYS.contains(member.getKey())) {
                arrays.each(
                    standby,
                    member.getKey(),
                    Shape.STANDBY,
                    true,
                    (context, kept) ->
                        kept.add(
                            context.refuse(
                                UnreadableReason.UNKNOWN_FIELD,
                                "of an array in standby nobody told us about")),
                    items);
              }
            });
  }
}
