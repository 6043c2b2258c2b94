package io.rapport.ingest.whatsapp;

import io.rapport.common.event.ContactUpdated;
import io.rapport.ingest.identity.Identity;
import io.rapport.ingest.identity.IdentityKind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Reads changes of the Business app's address book. Names are not kept. */
final class AppStateField implements FieldReader {

  @Override
  public void read(Change change, List<WebhookItem> items) {
    Surroundings.of(change, change.value(), 0, items)
        .ifPresent(
            around ->
                around.each(
                    change.value(),
                    "state_sync",
                    Shape.PLAIN,
                    false,
                    (context, read) -> read.add(read(context)),
                    items));
  }

  private static WebhookItem read(ElementContext context) {
    var state = context.item();
    var changed = changed(state.path("action").asText());
    if (!state.path("contact").isObject() || changed.isEmpty()) {
      return context.refuse(
          UnreadableReason.NOTHING_KNOWN, "neither a contact added nor one removed");
    }
    var contact = state.path("contact");
    var who = new LinkedHashSet<Identity>();
    Participants.addPerson(who, JsonFields.firstText(contact, "phone_number", "wa_id"));
    Participants.addUserId(who, JsonFields.text(contact, "user_id"), IdentityKind.USER_ID);
    if (who.isEmpty()) {
      return context.refuse(UnreadableReason.NO_IDENTITY, "a contact without number and user id");
    }
    var written = state.path("metadata").path("timestamp");
    var timestamp = Timestamps.of(written);
    if (timestamp.isEmpty()) {
      return context.withoutTimestamp(written);
    }
    return new WebhookItem.Happened(
        context.around().address(),
        who,
        timestamp.get(),
        who.iterator().next().canonical() + "/" + changed.get().id(),
        new Happening.ContactChanged(changed.get()),
        context.source());
  }

  private static Optional<ContactUpdated.Change> changed(String action) {
    return Optional.ofNullable(
        switch (action) {
          case "add" -> ContactUpdated.Change.ADDED;
          case "remove" -> ContactUpdated.Change.REMOVED;
          default -> null;
        });
  }
}
