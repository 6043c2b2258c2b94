package io.rapport.ingest.store;

import static java.util.Objects.requireNonNull;

import io.rapport.common.database.AccountTransactions;
import io.rapport.common.event.MessageEvent;
import io.rapport.ingest.content.ContentTable;
import io.rapport.ingest.identity.ContactResolution;
import io.rapport.ingest.identity.Names;
import io.rapport.ingest.identity.Resolved;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Writes entries of one account in one transaction: all of them or none. */
final class BatchTransaction {

  private final AccountTransactions transactions;
  private final ContactResolution resolution;
  private final QuarantineTable quarantine;
  private final ContentTable contents;
  private final Clock clock;

  BatchTransaction(
      AccountTransactions transactions,
      ContactResolution resolution,
      QuarantineTable quarantine,
      ContentTable contents,
      Clock clock) {
    this.transactions = requireNonNull(transactions, "transactions is null");
    this.resolution = requireNonNull(resolution, "resolution is null");
    this.quarantine = requireNonNull(quarantine, "quarantine is null");
    this.contents = requireNonNull(contents, "contents is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  Uni<BatchOutcome> write(int accountId, List<Entry> entries) {
    var batch = Batch.of(entries, clock.instant());
    if (batch.facts().isEmpty()) {
      return transactions.inAccount(
          accountId,
          connection -> keep(connection, accountId, batch).map(kept -> outcome(batch, kept)));
    }
    return writeKnown(accountId, batch)
        .chain(
            outcome ->
                outcome.isPresent()
                    ? Uni.createFrom().item(outcome.get())
                    : writeReconciled(accountId, batch));
  }

  private record Batch(List<Entry.Fact> facts, List<Entry.Rejected> rejected, Instant now) {

    static Batch of(List<Entry> entries, Instant now) {
      return new Batch(
          entries.stream()
              .filter(Entry.Fact.class::isInstance)
              .map(Entry.Fact.class::cast)
              .toList(),
          entries.stream()
              .filter(Entry.Rejected.class::isInstance)
              .map(Entry.Rejected.class::cast)
              .toList(),
          now);
    }

    List<Names> names() {
      return facts.stream().map(Entry.Fact::names).toList();
    }
  }

  /** Empty, with nothing written, if contacts must be created or merged first. */
  private Uni<Optional<BatchOutcome>> writeKnown(int accountId, Batch batch) {
    return transactions.inAccount(
        accountId,
        connection ->
            resolution
                .lookUp(connection, accountId, batch.names())
                .chain(
                    resolved ->
                        resolved.isEmpty()
                            ? Uni.createFrom().item(Optional.empty())
                            : write(connection, accountId, batch, resolved.get())
                                .map(Optional::of)));
  }

  private Uni<BatchOutcome> writeReconciled(int accountId, Batch batch) {
    return transactions.inAccount(
        accountId,
        connection ->
            resolution
                .reconcile(connection, accountId, batch.names(), batch.now())
                .chain(resolved -> write(connection, accountId, batch, resolved)));
  }

  private Uni<BatchOutcome> write(
      SqlConnection connection, int accountId, Batch batch, Resolved resolved) {
    var rows =
        batch.facts().stream()
            .map(fact -> new EventTable.Row(resolved.contactOf(fact.names()), fact.event()))
            .toList();
    return EventTable.insert(connection, accountId, batch.now(), rows)
        .call(() -> contents.insert(connection, accountId, batch.now(), said(batch, resolved)))
        .chain(
            inserted -> {
              var touched = new HashSet<>(inserted);
              touched.addAll(resolved.regrouped());
              return WorkTable.insert(connection, accountId, batch.now(), touched)
                  .chain(() -> keep(connection, accountId, batch))
                  .map(
                      kept ->
                          new BatchOutcome(
                              inserted.size(),
                              rows.size() - inserted.size(),
                              resolved.merges(),
                              kept,
                              !touched.isEmpty()));
            });
  }

  private static List<ContentTable.Said> said(Batch batch, Resolved resolved) {
    var said = new ArrayList<ContentTable.Said>();
    for (var fact : batch.facts()) {
      if (fact.content().isPresent() && fact.event() instanceof MessageEvent message) {
        said.add(
            new ContentTable.Said(
                resolved.contactOf(fact.names()),
                message.messageId(),
                message.occurredAt(),
                fact.content().get()));
      }
    }
    return said;
  }

  private Uni<List<QuarantineTable.Kept>> keep(
      SqlConnection connection, int accountId, Batch batch) {
    return quarantine.insert(connection, accountId, batch.now(), batch.rejected());
  }

  private static BatchOutcome outcome(Batch batch, List<QuarantineTable.Kept> kept) {
    return new BatchOutcome(0, 0, 0, kept, false);
  }
}
