package io.rapport.ingest.whatsapp;

/** What of the business an item is about. */
sealed interface Address permits BusinessNumber, WholeAccount {

  /** The account it belongs to. */
  String wabaId();
}
