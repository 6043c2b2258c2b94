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
    var batch = new Batch(entries, clock.instant());
    if (!batch.aboutContacts()) {
      return transactions.inAccount(
          accountId,
          connection -> {
            var outcome = new BatchOutcome();
            return keepOther(connection, accountId, batch, List.of(), outcome).replaceWith(outcome);
          });
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
    var outcome = new BatchOutcome();
    outcome.merges(resolved.merges());
    var writing = new EventWriting(connection, accountId, batch.now(), resolved, outcome);
    return reported
        .claimAbout(batch.about(), resolution)
        .chain(() -> writing.facts(batch, reported))
        .call(() -> contents.insert(connection, accountId, batch.now(), said(batch, resolved)))
        .call(() -> writing.followed(batch))
        .chain(() -> writing.byMessage(batch))
        .call(() -> WorkTable.insert(connection, accountId, batch.now(), writing.touched()))
        .invoke(() -> outcome.work(!writing.touched().isEmpty()))
        .chain(unknown -> keepOther(connection, accountId, batch, unknown, outcome))
        .replaceWith(outcome);
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

  private Uni<Void> keepOther(
      SqlConnection connection,
      int accountId,
      Batch batch,
      List<QuarantineTable.Item> unknown,
      BatchOutcome outcome) {
    var rejected = new ArrayList<>(batch.rejected());
    rejected.addAll(unknown);
    return AccountEventTable.insert(connection, accountId, batch.now(), batch.accountEvents())
        .invoke(inserted -> outcome.accountEvents(batch.accountEvents(), inserted))
        // First out, then in again: what is rejected once more is back in the same transaction.
        .chain(() -> quarantine.release(connection, accountId, batch.released()))
        .chain(() -> quarantine.insert(connection, accountId, rejected))
        .invoke(kept -> outcome.kept(fresh(kept, batch)))
        .chain(() -> outcome.tally().insert(connection, accountId));
  }

  /** What was in quarantine before is no news there. */
  private static List<QuarantineTable.Kept> fresh(List<QuarantineTable.Kept> kept, Batch batch) {
    return batch.released().isEmpty()
        ? kept
        : kept.stream().filter(item -> !batch.released().contains(item.id())).toList();
  }
}
