package io.rapport.ingest.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import io.rapport.common.event.Money;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads leads and purchases that Meta recognised in a thread which began with an ad. */
final class AutomaticEventsField implements FieldReader {

  private static final int MAX_WORD = 128;
  private static final int MAX_CLICK_ID = 512;

  private static final Pattern WORDS = Pattern.compile("(?<=[a-z])(?=[A-Z])");

  @Override
  public void read(Change change, List<WebhookItem> items) {
    Surroundings.of(change, change.value(), 0, items)
        .ifPresent(
            around ->
                around.each(
                    change.value(),
                    "automatic_events",
                    (context, read) -> read.add(read(context)),
                    items));
  }

  private static WebhookItem read(ElementContext context) {
    var event = context.item();
    var wamid = JsonFields.text(event, "id");
    if (wamid.isEmpty()) {
      return context.refuse(UnreadableReason.NO_ID, "an automatic event names no message");
    }
    var timestamp = context.timestamp();
    if (timestamp.isEmpty()) {
      return context.withoutTimestamp();
    }
    var name = JsonFields.shortText(event, "event_name", MAX_WORD);
    if (name.isEmpty()) {
      return context.refuse(
          UnreadableReason.NOTHING_KNOWN, "an automatic event does not say what happened");
    }
    return new WebhookItem.Converted(
        context.number(),
        wamid.get(),
        timestamp.get(),
        name(name.get()),
        money(event.path("custom_data")),
        JsonFields.shortText(event, "ctwa_clid", MAX_CLICK_ID),
        context.source());
  }

  /** {@code Purchase} is a purchase, {@code LeadSubmitted} a lead. */
  private static String name(String eventName) {
    return eventName.equals("LeadSubmitted")
        ? "lead"
        : WORDS.matcher(eventName).replaceAll("-").toLowerCase(Locale.ROOT);
  }

  private static Optional<Money> money(JsonNode data) {
    return JsonFields.text(data, "currency")
        .flatMap(currency -> Amounts.of(data.path("value"), currency));
  }
}
