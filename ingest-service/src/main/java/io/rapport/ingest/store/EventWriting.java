package io.rapport.ingest.store;

import static java.util.Objects.requireNonNull;

import io.rapport.common.event.Event;
import io.rapport.common.event.EventKind;
import io.rapport.common.event.LinkUsed;
import io.rapport.common.event.MessageReceived;
import io.rapport.common.event.Stamp;
import io.rapport.ingest.identity.Resolved;
import io.rapport.ingest.links.reference.VisitTable;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Writes the facts of a batch to {@code event} once their contacts are known, and remembers who has
 * new ones. For one transaction only.
 */
final class EventWriting {

  private final SqlConnection connection;
  private final int accountId;
  private final Instant now;
  private final Resolved resolved;
  private final BatchOutcome outcome;
  private final Set<UUID> touched;

  EventWriting(
      SqlConnection connection,
      int accountId,
      Instant now,
      Resolved resolved,
      BatchOutcome outcome) {
    this.connection = requireNonNull(connection, "connection is null");
    this.accountId = accountId;
    this.now = requireNonNull(now, "now is null");
    this.resolved = requireNonNull(resolved, "resolved is null");
    this.outcome = requireNonNull(outcome, "outcome is null");
    this.touched = new HashSet<>(resolved.regrouped());
  }

  /** Contacts that must be projected. */
  Set<UUID> touched() {
    return touched;
  }

  /** What names its contact. */
  Uni<Void> facts(Batch batch, ReportedFacts reported) {
    var rows = new ArrayList<EventTable.Row>(batch.facts().size());
    for (var fact : batch.facts()) {
      rows.add(new EventTable.Row(resolved.contactOf(fact.names()), fact.event()));
    }
    rows.addAll(reported.rows(resolved));
    return insert(rows)
        .invoke(
            inserted -> {
              reported.repetitions().forEach(outcome::repeated);
              outcome.settled(reported.settle(inserted));
            })
        .replaceWithVoid();
  }

  /** Which of the messages came by a link. */
  Uni<Void> followed(Batch batch) {
    Map<UUID, Entry.Fact> messages = new HashMap<>();
    var mentions = new ArrayList<VisitTable.Mentioned>();
    for (var fact : batch.facts()) {
      if (fact.mention().isPresent() && fact.event() instanceof MessageReceived message) {
        messages.put(message.messageId(), fact);
        mentions.add(
            new VisitTable.Mentioned(
                fact.mention().get().reference(), message.messageId(), message.occurredAt()));
      }
    }
    return VisitTable.follow(connection, accountId, mentions)
        .map(
            found -> found.stream().map(link -> row(messages.get(link.messageId()), link)).toList())
        .chain(
            rows -> rows.isEmpty() ? Uni.createFrom().voidItem() : insert(rows).replaceWithVoid());
  }

  private EventTable.Row row(Entry.Fact fact, VisitTable.Followed link) {
    var stamp =
        new Stamp(
            fact.mention().orElseThrow().eventId(),
            fact.event().channelId(),
            fact.event().occurredAt());
    return new EventTable.Row(
        resolved.contactOf(fact.names()),
        new LinkUsed(
            stamp,
            EventKind.LINK_FOLLOWED,
            link.linkId(),
            Optional.of(link.messageId()),
            link.label()));
  }

  private Uni<List<EventTable.Inserted>> insert(List<EventTable.Row> rows) {
    return write(rows).invoke(inserted -> outcome.facts(rows, inserted));
  }

  private Uni<List<EventTable.Inserted>> insertPast(List<EventTable.Row> rows) {
    return write(rows).invoke(inserted -> outcome.past(rows, inserted));
  }

  private Uni<List<EventTable.Inserted>> write(List<EventTable.Row> rows) {
    return EventTable.insert(connection, accountId, now, rows)
        .invoke(inserted -> inserted.forEach(row -> touched.add(row.contactId())));
  }

  /**
   * What depends on the messages that are known, those of this batch included. Answers with what
   * names a message that is not.
   */
  Uni<List<QuarantineTable.Item>> byMessage(Batch batch) {
    if (batch.backfills().isEmpty() && batch.ofMessages().isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    var backfilled = batch.backfills().stream().map(Entry.Backfill::messageId).toList();
    var named = batch.ofMessages().stream().map(pending -> pending.fact().messageId()).toList();
    return MessageLookup.of(connection, accountId, backfilled)
        .chain(known -> statuses(batch).map(told -> past(batch, known, told)))
        .chain(this::insertPast)
        .chain(() -> MessageLookup.of(connection, accountId, named))
        .chain(known -> insert(owned(batch, known)).map(done -> unknown(batch, known)));
  }

  /** Of the statuses of the past those that somebody has told of before. */
  private Uni<Set<UUID>> statuses(Batch batch) {
    var rows = new ArrayList<EventTable.Row>();
    for (var backfill : batch.backfills()) {
      var contact = resolved.contactOf(backfill.names());
      backfill.statuses().forEach(status -> rows.add(new EventTable.Row(contact, status)));
    }
    return EventTable.known(connection, accountId, rows);
  }

  private List<EventTable.Row> past(Batch batch, MessageLookup known, Set<UUID> statuses) {
    var rows = new ArrayList<EventTable.Row>();
    var messages = new HashSet<>(known.told());
    for (var backfill : batch.backfills()) {
      var fresh = new ArrayList<Event>();
      if (messages.add(backfill.messageId())) {
        fresh.add(backfill.message());
      } else {
        outcome.repeated(backfill.message());
      }
      for (var status : backfill.statuses()) {
        if (statuses.add(status.eventId())) {
          fresh.add(status);
        } else {
          outcome.repeated(status);
        }
      }
      var contact = resolved.contactOf(backfill.names());
      fresh.forEach(event -> rows.add(new EventTable.Row(contact, event)));
      settle(backfill, fresh.isEmpty() ? Outcome.DUPLICATE : Outcome.STORED);
    }
    return rows;
  }

  private void settle(Entry.Backfill backfill, Outcome settled) {
    backfill.receipt().ifPresent(receipt -> outcome.settled(receipt, settled));
  }

  private static List<EventTable.Row> owned(Batch batch, MessageLookup known) {
    return batch.ofMessages().stream()
        .map(Batch.Pending::fact)
        .filter(fact -> known.contacts().containsKey(fact.messageId()))
        .map(fact -> new EventTable.Row(known.contacts().get(fact.messageId()), fact.event()))
        .toList();
  }

  private static List<QuarantineTable.Item> unknown(Batch batch, MessageLookup known) {
    return batch.ofMessages().stream()
        .filter(pending -> !known.contacts().containsKey(pending.fact().messageId()))
        .map(Batch.Pending::withoutMessage)
        .toList();
  }
}
