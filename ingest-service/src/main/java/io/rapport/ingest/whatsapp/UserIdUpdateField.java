package io.rapport.ingest.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import io.rapport.common.event.ContactUpdated;
import io.rapport.ingest.identity.Identity;
import io.rapport.ingest.identity.IdentityKind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads user ids that were replaced: whoever had the old one is whoever has the new one. */
final class UserIdUpdateField implements FieldReader {

  @Override
  public void read(Change change, List<WebhookItem> items) {
    Surroundings.of(change, change.value(), 0, items)
        .ifPresent(
            around ->
                around.each(
                    change.value(),
                    "user_id_update",
                    Shape.PLAIN,
                    false,
                    (context, read) -> read.add(read(context)),
                    items));
  }

  private static WebhookItem read(ElementContext context) {
    var update = context.item();
    var who = new LinkedHashSet<Identity>();
    add(who, update.path("user_id"), IdentityKind.USER_ID);
    if (who.isEmpty()) {
      return context.refuse(UnreadableReason.NO_IDENTITY, "an update names no user id");
    }
    var id = String.join("/", who.stream().map(Identity::canonical).toList());
    add(who, update.path("parent_user_id"), IdentityKind.PARENT_USER_ID);
    Participants.addPerson(who, JsonFields.text(update, "wa_id"));
    var timestamp = context.timestamp();
    if (timestamp.isEmpty()) {
      return context.withoutTimestamp();
    }
    return new WebhookItem.Happened(
        context.around().address(),
        who,
        timestamp.get(),
        id,
        new Happening.ContactChanged(ContactUpdated.Change.USER_ID_CHANGED),
        context.source());
  }

  private static void add(Set<Identity> who, JsonNode id, IdentityKind kind) {
    Participants.addUserId(who, JsonFields.text(id, "previous"), kind);
    Participants.addUserId(who, JsonFields.text(id, "current"), kind);
  }
}
