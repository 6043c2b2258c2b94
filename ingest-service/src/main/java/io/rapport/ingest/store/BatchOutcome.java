package io.rapport.ingest.store;

import java.util.List;

/** What one transaction did. For one transaction only, filled by it step by step. */
final class BatchOutcome {

  private int inserted;
  private int duplicates;
  private int merges;
  private List<String> accountEvents = List.of();
  private List<QuarantineTable.Kept> kept = List.of();
  private List<Settled> settled = List.of();
  private boolean work;

  /** What became of a fact whose sender wants to know. To be told only after the commit. */
  record Settled(Receipt receipt, Outcome outcome) {

    Settled(Entry.Reported reported, Outcome outcome) {
      this(reported.receipt(), outcome);
    }

    void tell() {
      receipt.accept(outcome);
    }
  }

  void facts(int inserted, int duplicates) {
    this.inserted += inserted;
    this.duplicates += duplicates;
  }

  void merges(int merges) {
    this.merges = merges;
  }

  void accountEvents(List<String> fields) {
    this.accountEvents = List.copyOf(fields);
  }

  void kept(List<QuarantineTable.Kept> kept) {
    this.kept = List.copyOf(kept);
  }

  void settled(List<Settled> settled) {
    this.settled = List.copyOf(settled);
  }

  void work(boolean work) {
    this.work = work;
  }

  /** Facts about contacts that are new. */
  int inserted() {
    return inserted;
  }

  /** Facts that were there before, or twice in the batch. */
  int duplicates() {
    return duplicates;
  }

  /** Contacts merged away. */
  int merges() {
    return merges;
  }

  /** The fields of facts about the account that are new. */
  List<String> accountEvents() {
    return accountEvents;
  }

  /** Unreadable entries that are new in quarantine. */
  List<QuarantineTable.Kept> kept() {
    return kept;
  }

  /** Facts whose senders want to know. */
  List<Settled> settled() {
    return settled;
  }

  /** Whether a contact must be projected now. */
  boolean work() {
    return work;
  }
}
