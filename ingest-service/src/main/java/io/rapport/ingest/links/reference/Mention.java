package io.rapport.ingest.links.reference;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/**
 * A message carries a reference.
 *
 * @param reference its number
 * @param eventId the id of the fact that the link was followed, if it was
 */
public record Mention(long reference, UUID eventId) {

  public Mention {
    requireNonNull(eventId, "eventId is null");
  }
}
