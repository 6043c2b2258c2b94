package io.rapport.ingest.whatsapp;

import io.rapport.ingest.identity.Identity;
import io.rapport.ingest.identity.IdentityKind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * Reads what customers told WhatsApp about being written to. It holds for the user id it names (and
 * the number beside it), never for the parent's: the same person may think otherwise of another
 * business of that parent.
 */
final class PreferencesField implements FieldReader {

  private static final int MAX_WORD = 128;

  @Override
  public void read(Change change, List<WebhookItem> items) {
    Surroundings.of(change, change.value(), 0, items)
        .ifPresent(
            around ->
                around.each(
                    change.value(),
                    "user_preferences",
                    Shape.PLAIN,
                    false,
                    (context, read) -> read.add(read(context)),
                    items));
  }

  private static WebhookItem read(ElementContext context) {
    var preference = context.item();
    var who = new LinkedHashSet<Identity>();
    Participants.addUserId(who, JsonFields.text(preference, "user_id"), IdentityKind.USER_ID);
    Participants.addPerson(who, JsonFields.text(preference, "wa_id"));
    if (who.isEmpty()) {
      return context.refuse(UnreadableReason.NO_IDENTITY, "a preference does not say whose it is");
    }
    var timestamp = context.timestamp();
    if (timestamp.isEmpty()) {
      return context.withoutTimestamp();
    }
    var category = JsonFields.shortText(preference, "category", MAX_WORD);
    var stopped = stopped(preference.path("value").asText());
    if (category.isEmpty() || stopped.isEmpty()) {
      return context.refuse(UnreadableReason.UNKNOWN_PREFERENCE, "neither stop nor resume");
    }
    return new WebhookItem.Happened(
        context.around().address(),
        who,
        timestamp.get(),
        String.join(
            "/",
            who.iterator().next().canonical(),
            category.get(),
            stopped.get() ? "stop" : "resume"),
        new Happening.PreferenceSet(category.get(), stopped.get()),
        context.source());
  }

  private static Optional<Boolean> stopped(String value) {
    return switch (value) {
      case "stop" -> Optional.of(true);
      case "resume" -> Optional.of(false);
      default -> Optional.empty();
    };
  }
}
