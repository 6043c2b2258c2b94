package io.rapport.ingest.links;

import static java.util.Objects.requireNonNull;

import io.rapport.common.database.AccountTransactions;
import io.rapport.common.event.EventKind;
import io.rapport.common.event.LinkUsed;
import io.rapport.common.event.Stamp;
import io.rapport.ingest.identity.KnownContact;
import io.rapport.ingest.links.reference.VisitTable;
import io.rapport.ingest.store.Entry;
import io.rapport.ingest.store.EventStore;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the clicks of one account: who is known to have clicked becomes a fact, everybody else a
 * row. Done again, it changes nothing.
 */
final class ClickWriting {

  private final AccountTransactions transactions;
  private final EventStore store;
  private final ClickMetrics metrics;

  ClickWriting(AccountTransactions transactions, EventStore store, ClickMetrics metrics) {
    this.transactions = requireNonNull(transactions, "transactions is null");
    this.store = requireNonNull(store, "store is null");
    this.metrics = requireNonNull(metrics, "metrics is null");
  }

  private record Sorted(
      List<Click.Anonymous> anonymous, List<Click.Visit> visits, List<Entry> facts) {}

  Uni<Void> write(int accountId, List<Click> clicks) {
    return transactions
        .inAccount(
            accountId,
            connection ->
                TokenTable.find(connection, accountId, tokens(clicks))
                    .map(known -> sorted(clicks, known))
                    .call(sorted -> keep(connection, accountId, sorted)))
        .call(
            sorted ->
                Uni.createFrom().completionStage(() -> store.submit(accountId, sorted.facts())))
        .invoke(
            sorted ->
                metrics.written(
                    sorted.facts().size(), sorted.anonymous().size(), sorted.visits().size()))
        .replaceWithVoid();
  }

  private static Uni<Void> keep(SqlConnection connection, int accountId, Sorted sorted) {
    return ClickTable.insertClicks(connection, accountId, sorted.anonymous())
        .chain(() -> ClickTable.insertVisits(connection, accountId, sorted.visits()));
  }

  private static List<Long> tokens(List<Click> clicks) {
    var tokens = new ArrayList<Long>();
    for (var click : clicks) {
      if (click instanceof Click.ByToken byToken) {
        tokens.add(byToken.token());
      }
    }
    return tokens;
  }

  private Sorted sorted(List<Click> clicks, Map<Long, TokenTable.Known> known) {
    var sorted = new Sorted(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (var click : clicks) {
      switch (click) {
        case Click.Anonymous anonymous -> sorted.anonymous().add(anonymous);
        case Click.Visit visit -> sorted.visits().add(visit);
        case Click.ByToken byToken ->
            Optional.ofNullable(known.get(byToken.token()))
                .filter(token -> token.linkId().equals(byToken.linkId()))
                .filter(token -> byToken.at().isBefore(token.expiresAt()))
                .ifPresentOrElse(
                    token -> sorted.facts().add(fact(byToken, token)),
                    () -> sorted.anonymous().add(byToken.anonymous()));
      }
    }
    return sorted;
  }

  private Entry fact(Click.ByToken click, TokenTable.Known known) {
    var token = known.token();
    return new Entry.Reported(
        new LinkUsed(
            new Stamp(click.id(), token.channelId(), click.at()),
            EventKind.LINK_CLICKED,
            click.linkId(),
            token.messageId(),
            VisitTable.label(token.campaign(), token.variant())),
        new KnownContact(token.contactId()),
        Entry.Repetition.SAME_FACT,
        metrics::settled);
  }
}
