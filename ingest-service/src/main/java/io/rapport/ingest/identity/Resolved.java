package io.rapport.ingest.identity;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The contacts of a batch.
 *
 * @param contactByDigest covers every digest of the batch
 * @param regrouped contacts that were merged away or took the place of one; they must be projected
 *     again even where no fact is new
 * @param merges how many contacts were merged away
 */
public record Resolved(Map<UUID, UUID> contactByDigest, Set<UUID> regrouped, int merges) {

  public Resolved {
    contactByDigest = Map.copyOf(contactByDigest);
    regrouped = Set.copyOf(regrouped);
  }

  /** The contact these names belong to. */
  public UUID contactOf(Names names) {
    return contactByDigest.get(names.first());
  }
}
