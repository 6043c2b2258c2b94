package io.rapport.ingest.whatsapp;

import java.util.List;

/** Reads the changes of one webhook field, or of a family of them. Thread-safe. */
@FunctionalInterface
interface FieldReader {

  /**
   * Adds all the change says. Nothing in a change can make this fail.
   *
   * @param change whose value is an object
   */
  void read(Change change, List<WebhookItem> items);
}
