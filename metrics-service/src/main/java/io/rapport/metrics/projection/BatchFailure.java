package io.rapport.metrics.projection;

import java.util.Set;
import java.util.UUID;

/** A transaction failed, with the contacts it was about. */
final class BatchFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Set<UUID> contacts;

  BatchFailure(Set<UUID> contacts, RuntimeException cause) {
    super(cause);
    this.contacts = Set.copyOf(contacts);
  }

  Set<UUID> contacts() {
    return contacts;
  }
}
