package io.rapport.ingest.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * Reads the fields about WhatsApp groups. Of the people in them only how many they were is kept, of
 * names and pictures nothing.
 */
final class GroupsField implements FieldReader {

  private static final int MAX_WORD = 128;

  private static final List<String> PEOPLE =
      List.of("added_participants", "removed_participants", "failed_participants");

  private static final List<String> SETTINGS =
      List.of("profile_picture", "group_subject", "group_description");

  @Override
  public void read(Change change, List<WebhookItem> items) {
    Surroundings.of(change, change.value(), 0, items)
        .ifPresent(around -> around.each(change.value(), "groups", GroupsField::readGroup, items));
  }

  private static void readGroup(ElementContext context, List<WebhookItem> items) {
    var group = context.item();
    var type = JsonFields.shortText(group, "type", MAX_WORD);
    var id = JsonFields.text(group, "group_id");
    if (type.isEmpty()) {
      items.add(
          context.refuse(UnreadableReason.NOTHING_KNOWN, "a group update does not say what it is"));
      return;
    }
    items.add(
        new WebhookItem.OfAccount(
            context.number(),
            true,
            Optional.empty(),
            context.timestamp().or(context.around().change()::time),
            context.place().field(),
            type,
            id.map(Subject.OfGroup::new),
            attributes(group),
            context.source()));
  }

  private static JsonObject attributes(JsonNode group) {
    var attributes = new JsonObject();
    JsonFields.shortText(group, "reason", MAX_WORD)
        .ifPresent(reason -> attributes.put("reason", reason));
    JsonFields.shortText(group, "join_approval_mode", MAX_WORD)
        .ifPresent(mode -> attributes.put("joinApproval", mode));
    for (var people : PEOPLE) {
      if (group.path(people).isArray()) {
        attributes.put(people.substring(0, people.indexOf('_')), group.path(people).size());
      }
    }
    for (var setting : SETTINGS) {
      var done = group.path(setting).path("update_successful");
      if (done.isBoolean()) {
        attributes.put(setting.replace("group_", ""), done.booleanValue());
      }
    }
    var code = JsonFields.integer(group.path("errors").path(0), "code");
    if (code.isPresent()) {
      attributes.put("errorCode", code.getAsLong());
    }
    return attributes;
  }
}
