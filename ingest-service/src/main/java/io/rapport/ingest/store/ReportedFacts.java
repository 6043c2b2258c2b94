package io.rapport.ingest.store;

import static java.util.Objects.requireNonNull;

import io.rapport.common.event.Event;
import io.rapport.ingest.identity.ContactResolution;
import io.rapport.ingest.identity.KnownContact;
import io.rapport.ingest.identity.Names;
import io.rapport.ingest.identity.Resolved;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The reported facts of one attempt at a batch: which of them are to be written, and what became of
 * each. For one transaction only.
 */
final class ReportedFacts {

  private final SqlConnection connection;
  private final int accountId;
  private final Instant now;
  private final List<Entry.Reported> fresh = new ArrayList<>();
  private final Map<UUID, UUID> heirs = new HashMap<>();
  private final List<BatchOutcome.Settled> settled = new ArrayList<>();
  private final List<Event> repeated = new ArrayList<>();

  ReportedFacts(SqlConnection connection, int accountId, Instant now) {
    this.connection = requireNonNull(connection, "connection is null");
    this.accountId = accountId;
    this.now = requireNonNull(now, "now is null");
  }

  /** Sorts out repetitions; what is left is to be written. */
  Uni<Void> claim(List<Entry.Reported> reported) {
    return ReportedTable.claim(connection, accountId, now, identified(reported))
        .invoke(
            claimed -> {
              var unused = new HashSet<>(claimed);
              for (var fact : reported) {
                if (fact.repetition() == Entry.Repetition.SAME_FACT
                    || unused.remove(fact.event().eventId())) {
                  fresh.add(fact);
                } else {
                  repeated(fact);
                }
              }
            })
        .replaceWithVoid();
  }

  /** The same for facts about contacts by their ids, which must be found first. */
  Uni<Void> claimAbout(List<Entry.Reported> reported, ContactResolution resolution) {
    if (reported.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    var ids = reported.stream().map(ReportedFacts::contactId).distinct().toList();
    return resolution
        .heirs(connection, accountId, ids)
        .invoke(heirs::putAll)
        .chain(
            () -> {
              var known = reported.stream().filter(fact -> heirs.containsKey(contactId(fact)));
              var unknown = reported.stream().filter(fact -> !heirs.containsKey(contactId(fact)));
              return claim(known.toList()).chain(() -> settleUnknown(unknown.toList()));
            });
  }

  /** A repetition stays one, whomever it names. */
  private Uni<Void> settleUnknown(List<Entry.Reported> unknown) {
    return ReportedTable.known(connection, accountId, identified(unknown))
        .invoke(
            known -> {
              for (var fact : unknown) {
                if (known.contains(fact.event().eventId())) {
                  repeated(fact);
                } else {
                  settled.add(new BatchOutcome.Settled(fact, Outcome.UNKNOWN_CONTACT));
                }
              }
            })
        .replaceWithVoid();
  }

  private void repeated(Entry.Reported fact) {
    repeated.add(fact.event());
    settled.add(new BatchOutcome.Settled(fact, Outcome.DUPLICATE));
  }

  /** What is to be written. */
  List<Entry.Reported> fresh() {
    return fresh;
  }

  /** The repetitions that were sorted out. */
  List<Event> repetitions() {
    return repeated;
  }

  /** The rows to be written. */
  List<EventTable.Row> rows(Resolved resolved) {
    return fresh.stream()
        .map(
            fact ->
                new EventTable.Row(
                    switch (fact.subject()) {
                      case Names names -> resolved.contactOf(names);
                      case KnownContact contact -> heirs.get(contact.contactId());
                    },
                    fact.event()))
        .toList();
  }

  /** What became of each, once the rows are written. */
  List<BatchOutcome.Settled> settle(List<EventTable.Inserted> inserted) {
    if (!fresh.isEmpty()) {
      var left = new HashMap<UUID, Integer>();
      inserted.forEach(row -> left.merge(row.eventId(), 1, Integer::sum));
      for (var fact : fresh) {
        boolean stored = left.merge(fact.event().eventId(), -1, Integer::sum) >= 0;
        settled.add(new BatchOutcome.Settled(fact, stored ? Outcome.STORED : Outcome.DUPLICATE));
      }
    }
    return settled;
  }

  private static List<UUID> identified(List<Entry.Reported> reported) {
    return reported.stream()
        .filter(fact -> fact.repetition() == Entry.Repetition.SAME_ID)
        .map(fact -> fact.event().eventId())
        .toList();
  }

  private static UUID contactId(Entry.Reported fact) {
    return switch (fact.subject()) {
      case KnownContact contact -> contact.contactId();
      case Names names -> throw new IllegalArgumentException("not about a known contact");
    };
  }
}
