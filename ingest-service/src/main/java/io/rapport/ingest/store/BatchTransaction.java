package io.rapport.ingest.store;

import static java.util.Objects.requireNonNull;

import io.rapport.common.database.AccountTransactions;
import io.rapport.common.event.MessageEvent;
import io.rapport.ingest.content.ContentTable;
import io.rapport.ingest.identity.ContactResolution;
import io.rapport.ingest.identity.Resolved;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

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
    if (batch.withoutFacts()) {
      return transactions.inAccount(
          accountId,
          connection -> keep(connection, accountId, batch).map(BatchTransaction::outcome));
    }
    return writeKnown(accountId, batch)
        .chain(
            outcome ->
                outcome.isPresent()
                    ? Uni.createFrom().item(outcome.get())
                    : writeReconciled(accountId, batch));
  }

  /** Empty, with nothing written, if contacts must be created or merged first. */
  private Uni<Optional<BatchOutcome>> writeKnown(int accountId, Batch batch) {
    return transactions.inAccount(
        accountId,
        connection ->
            resolution
                .lookUp(connection, accountId, batch.names(batch.named()))
                .chain(
                    resolved -> {
                      if (resolved.isEmpty()) {
                        return Uni.createFrom().item(Optional.empty());
                      }
                      var reported = new ReportedFacts(connection, accountId, batch.now());
                      return reported
                          .claim(batch.named())
                          .chain(
                              () -> write(connection, accountId, batch, resolved.get(), reported))
                          .map(Optional::of);
                    }));
  }

  private Uni<BatchOutcome> writeReconciled(int accountId, Batch batch) {
    return transactions.inAccount(
        accountId,
        connection -> {
          var reported = new ReportedFacts(connection, accountId, batch.now());
          return claimAlone(connection, accountId, batch.named(), reported)
              .chain(
                  () ->
                      resolution.reconcile(
                          connection, accountId, batch.names(reported.fresh()), batch.now()))
              .chain(resolved -> write(connection, accountId, batch, resolved, reported));
        });
  }

  /** Before names are reconciled, as a repetition creates and merges nobody. */
  private Uni<Void> claimAlone(
      SqlConnection connection, int accountId, List<Entry.Reported> named, ReportedFacts reported) {
    return named.isEmpty()
        ? Uni.createFrom().voidItem()
        : resolution.lock(connection, accountId).chain(() -> reported.claim(named));
  }

  private Uni<BatchOutcome> write(
      SqlConnection connection,
      int accountId,
      Batch batch,
      Resolved resolved,
      ReportedFacts reported) {
    return reported
        .claimAbout(batch.about(), resolution)
        .chain(
            () -> {
              var rows = new ArrayList<EventTable.Row>(batch.facts().size());
              for (var fact : batch.facts()) {
                rows.add(new EventTable.Row(resolved.contactOf(fact.names()), fact.event()));
              }
              rows.addAll(reported.rows(resolved));
              return insert(connection, accountId, batch, rows, resolved, reported);
            });
  }

  private Uni<BatchOutcome> insert(
      SqlConnection connection,
      int accountId,
      Batch batch,
      List<EventTable.Row> rows,
      Resolved resolved,
      ReportedFacts reported) {
    return EventTable.insert(connection, accountId, batch.now(), rows)
        .call(() -> contents.insert(connection, accountId, batch.now(), said(batch, resolved)))
        .chain(
            inserted -> {
              var touched = new HashSet<UUID>();
              inserted.forEach(row -> touched.add(row.contactId()));
              touched.addAll(resolved.regrouped());
              return WorkTable.insert(connection, accountId, batch.now(), touched)
                  .chain(() -> keep(connection, accountId, batch))
                  .map(
                      kept ->
                          new BatchOutcome(
                              inserted.size(),
                              rows.size() - inserted.size() + reported.repetitions(),
                              resolved.merges(),
                              kept,
                              reported.settle(inserted),
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

  private static BatchOutcome outcome(List<QuarantineTable.Kept> kept) {
    return new BatchOutcome(0, 0, 0, kept, List.of(), false);
  }
}
