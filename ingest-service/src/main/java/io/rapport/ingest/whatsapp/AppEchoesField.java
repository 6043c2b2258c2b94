package io.rapport.ingest.whatsapp;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** Reads what a person of the business typed into the WhatsApp Business app. */
final class AppEchoesField implements FieldReader {

  private final ElementReader echoes;

  AppEchoesField(EchoParser echoes) {
    requireNonNull(echoes, "echoes is null");
    this.echoes = (context, items) -> items.add(echoes.ofApp(context));
  }

  @Override
  public void read(Change change, List<WebhookItem> items) {
    var value = change.value();
    Surroundings.of(change, value, value.path("message_echoes").size(), items)
        .ifPresent(around -> around.each(value, "message_echoes", echoes, items));
  }
}
