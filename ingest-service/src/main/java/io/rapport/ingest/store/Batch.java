package io.rapport.ingest.store;

import io.rapport.ingest.identity.KnownContact;
import io.rapport.ingest.identity.Names;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The entries of one transaction, sorted by what has to be done with them. */
final class Batch {

  private final Instant now;
  private final List<Entry.Fact> facts = new ArrayList<>();
  private final List<Entry.Reported> named = new ArrayList<>();
  private final List<Entry.Reported> about = new ArrayList<>();
  private final List<Entry.Backfill> backfills = new ArrayList<>();
  private final List<Pending> ofMessages = new ArrayList<>();
  private final List<AccountEvent> accountEvents = new ArrayList<>();
  private final List<QuarantineTable.Item> rejected = new ArrayList<>();
  private final List<UUID> released = new ArrayList<>();

  /** A fact that waits for its contact to be known. */
  record Pending(Entry.OfMessage fact, Instant receivedAt) {

    QuarantineTable.Item withoutMessage() {
      return new QuarantineTable.Item(
          new Entry.Rejected(
              Entry.OfMessage.UNKNOWN_MESSAGE,
              "it names a message nobody has told us about",
              fact.evidence()),
          receivedAt);
    }
  }

  Batch(List<Entry> entries, Instant now) {
    this.now = now;
    for (var entry : entries) {
      switch (entry) {
        case Entry.Single single -> add(single, now);
        case Entry.Reported reported -> {
          switch (reported.subject()) {
            case Names names -> named.add(reported);
            case KnownContact contact -> about.add(reported);
          }
        }
        case Entry.Redriven redriven -> {
          released.add(redriven.quarantineId());
          redriven.entries().forEach(single -> add(single, redriven.receivedAt()));
        }
      }
    }
  }

  private void add(Entry.Single entry, Instant receivedAt) {
    switch (entry) {
      case Entry.Fact fact -> facts.add(fact);
      case Entry.Backfill backfill -> backfills.add(backfill);
      case Entry.OfMessage ofMessage -> ofMessages.add(new Pending(ofMessage, receivedAt));
      case Entry.OfAccount ofAccount -> accountEvents.add(ofAccount.event());
      case Entry.Rejected refused -> rejected.add(new QuarantineTable.Item(refused, receivedAt));
    }
  }

  /** When it is written. */
  Instant now() {
    return now;
  }

  List<Entry.Fact> facts() {
    return facts;
  }

  /** Reported facts about somebody with a name. */
  List<Entry.Reported> named() {
    return named;
  }

  /** Reported facts about a contact somebody was told of. */
  List<Entry.Reported> about() {
    return about;
  }

  List<Entry.Backfill> backfills() {
    return backfills;
  }

  List<Pending> ofMessages() {
    return ofMessages;
  }

  List<AccountEvent> accountEvents() {
    return accountEvents;
  }

  List<QuarantineTable.Item> rejected() {
    return rejected;
  }

  /** Items that leave quarantine. */
  List<UUID> released() {
    return released;
  }

  /** Whether anything in it is about a contact. */
  boolean aboutContacts() {
    return !facts.isEmpty()
        || !named.isEmpty()
        || !about.isEmpty()
        || !backfills.isEmpty()
        || !ofMessages.isEmpty();
  }

  /** All names, of these of the reported facts. */
  List<Names> names(List<Entry.Reported> reported) {
    var names = new ArrayList<Names>(facts.size() + reported.size() + backfills.size());
    facts.forEach(fact -> names.add(fact.names()));
    for (var fact : reported) {
      if (fact.subject() instanceof Names subject) {
        names.add(subject);
      }
    }
    backfills.forEach(backfill -> names.add(backfill.names()));
    return names;
  }
}
