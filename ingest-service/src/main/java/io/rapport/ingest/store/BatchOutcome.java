package io.rapport.ingest.store;

import java.util.List;

/**
 * What one transaction did.
 *
 * @param inserted facts that are new
 * @param duplicates facts that were there before, or twice in the batch
 * @param merges contacts merged away
 * @param kept unreadable entries that are new in quarantine
 * @param settled what became of the facts whose senders want to know
 * @param work whether a contact must be projected now
 */
record BatchOutcome(
    int inserted,
    int duplicates,
    int merges,
    List<QuarantineTable.Kept> kept,
    List<Settled> settled,
    boolean work) {

  BatchOutcome {
    kept = List.copyOf(kept);
    settled = List.copyOf(settled);
  }

  /** One of them. To be told only after the commit. */
  record Settled(Receipt receipt, Outcome outcome) {

    Settled(Entry.Reported reported, Outcome outcome) {
      this(reported.receipt(), outcome);
    }

    void tell() {
      receipt.accept(outcome);
    }
  }
}
