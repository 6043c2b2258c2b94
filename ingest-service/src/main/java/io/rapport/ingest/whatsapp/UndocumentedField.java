package io.rapport.ingest.whatsapp;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * A field that can be subscribed to and is documented nowhere: kept as it is, and counted. That
 * something came is a fact all the same.
 */
final class UndocumentedField implements FieldReader {

  private static final int MAX_WORD = 128;

  /** It is named like one that carries messages of people. */
  private static final String ECHOES = "message_echoes";

  @Override
  public void read(Change change, List<WebhookItem> items) {
    change
        .wabaId()
        .filter(account -> !change.field().equals(ECHOES))
        .ifPresent(account -> items.add(came(change, account)));
    items.add(
        change.refuse(
            UnreadableReason.UNDOCUMENTED_FIELD, "kept until somebody says what it carries"));
  }

  private static WebhookItem came(Change change, String wabaId) {
    return new WebhookItem.OfAccount(
        new WholeAccount(wabaId),
        false,
        Optional.empty(),
        Timestamps.of(change.value().path("timestamp")).or(change::time),
        change.field(),
        JsonFields.shortText(change.value(), "event", MAX_WORD),
        Optional.empty(),
        new JsonObject(),
        change.source());
  }
}
