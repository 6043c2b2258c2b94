package io.rapport.ingest.identity;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/**
 * A contact somebody has been told of, by its pseudonym.
 *
 * @param contactId the contact, or one that was merged into it
 */
public record KnownContact(UUID contactId) implements Subject {

  public KnownContact {
    requireNonNull(contactId, "contactId is null");
  }
}
