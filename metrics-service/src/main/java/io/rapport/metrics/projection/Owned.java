package io.rapport.metrics.projection;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/** A fact and the contact it is about. */
record Owned<F>(UUID contactId, F fact) {

  Owned {
    requireNonNull(contactId, "contactId is null");
    requireNonNull(fact, "fact is null");
  }
}
