package io.rapport.ingest.quarantine;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Which items of quarantine.
 *
 * @param accountId 0 for those that belong to no account
 * @param from when they came in, at the earliest
 * @param to when they came in, before this
 */
record Filter(
    int accountId,
    Optional<UUID> id,
    Optional<String> reason,
    Optional<String> field,
    Optional<Instant> from,
    Optional<Instant> to) {

  Filter {
    requireNonNull(id, "id is null");
    requireNonNull(reason, "reason is null");
    requireNonNull(field, "field is null");
    requireNonNull(from, "from is null");
    requireNonNull(to, "to is null");
  }

  /** Whether it names anything but the account. */
  boolean names() {
    return id.isPresent()
        || reason.isPresent()
        || field.isPresent()
        || from.isPresent()
        || to.isPresent();
  }
}
