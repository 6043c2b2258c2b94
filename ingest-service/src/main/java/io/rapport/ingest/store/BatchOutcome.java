package io.rapport.ingest.store;

import io.rapport.common.event.Event;
import io.rapport.ingest.completeness.Tally;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What one transaction did. For one transaction only, filled by it step by step. */
final class BatchOutcome {

  private final Tally tally = new Tally();
  private final List<Instant> fresh = new ArrayList<>();
  private int merges;
  private List<String> accountEvents = List.of();
  private List<QuarantineTable.Kept> kept = List.of();
  private final List<Settled> settled = new ArrayList<>();
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

  /** Rows of the present that were written, and which of them were new. */
  void facts(List<EventTable.Row> rows, List<EventTable.Inserted> inserted) {
    count(rows, inserted).forEach(event -> fresh.add(event.occurredAt()));
  }

  /** The same of the past. */
  void past(List<EventTable.Row> rows, List<EventTable.Inserted> inserted) {
    count(rows, inserted);
  }

  private List<Event> count(List<EventTable.Row> rows, List<EventTable.Inserted> inserted) {
    var stored = new ArrayList<Event>(inserted.size());
    Map<EventTable.Inserted, Integer> left = new HashMap<>();
    inserted.forEach(row -> left.merge(row, 1, Integer::sum));
    for (var row : rows) {
      var key = new EventTable.Inserted(row.contactId(), row.event().eventId());
      if (left.merge(key, -1, Integer::sum) >= 0) {
        tally.stored(row.event());
        stored.add(row.event());
      } else {
        tally.repeated(row.event());
      }
    }
    return stored;
  }

  /** When the new facts of the present happened. */
  List<Instant> fresh() {
    return fresh;
  }

  /** A fact that was told before. */
  void repeated(Event event) {
    tally.repeated(event);
  }

  /** Facts about the account, and which of them were new. */
  void accountEvents(List<AccountEvent> all, List<AccountEvent> inserted) {
    var left = new HashMap<UUID, Integer>();
    inserted.forEach(event -> left.merge(event.id(), 1, Integer::sum));
    for (var event : all) {
      if (left.merge(event.id(), -1, Integer::sum) >= 0) {
        tally.stored(event.occurredAt());
      } else {
        tally.repeated(event.occurredAt());
      }
    }
    accountEvents = inserted.stream().map(AccountEvent::field).toList();
  }

  void merges(int merges) {
    this.merges = merges;
  }

  void kept(List<QuarantineTable.Kept> kept) {
    this.kept = List.copyOf(kept);
  }

  void settled(Receipt receipt, Outcome outcome) {
    settled.add(new Settled(receipt, outcome));
  }

  void settled(List<Settled> settled) {
    this.settled.addAll(settled);
  }

  void work(boolean work) {
    this.work = work;
  }

  /** Facts that are new, and those that were there before or twice in the batch. */
  Tally tally() {
    return tally;
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
