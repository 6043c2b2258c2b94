package io.rapport.ingest.store;

import java.util.List;

/**
 * What one transaction did.
 *
 * @param inserted facts that are new
 * @param duplicates facts that were there before, or twice in the batch
 * @param merges contacts merged away
 * @param kept unreadable entries that are new in quarantine
 * @param work whether a contact must be projected now
 */
record BatchOutcome(
    int inserted, int duplicates, int merges, List<QuarantineTable.Kept> kept, boolean work) {

  BatchOutcome {
    kept = List.copyOf(kept);
  }
}
