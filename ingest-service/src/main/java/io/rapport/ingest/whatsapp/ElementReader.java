package io.rapport.ingest.whatsapp;

import java.util.List;

/** Reads one element of an array inside a change's value. */
@FunctionalInterface
interface ElementReader {

  /** Adds what the element says. */
  void read(ElementContext context, List<WebhookItem> items);
}
