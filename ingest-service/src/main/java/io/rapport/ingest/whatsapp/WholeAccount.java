package io.rapport.ingest.whatsapp;

import static java.util.Objects.requireNonNull;

/** An account, and none of its phone numbers in particular. */
record WholeAccount(String wabaId) implements Address {

  WholeAccount {
    requireNonNull(wabaId, "wabaId is null");
  }
}
