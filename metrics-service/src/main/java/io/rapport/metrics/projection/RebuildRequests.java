package io.rapport.metrics.projection;

import static java.util.Objects.requireNonNull;

import io.rapport.common.database.AccountTransactions;
import io.rapport.metrics.projection.RebuildStatus.AccountRebuild;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Asks for rebuilds and tells how far they are. */
@ApplicationScoped
class RebuildRequests {

  private final AccountTransactions transactions;
  private final WorkSignal signal;
  private final Clock clock;

  RebuildRequests(AccountTransactions transactions, WorkSignal signal, Clock clock) {
    this.transactions = requireNonNull(transactions, "transactions is null");
    this.signal = requireNonNull(signal, "signal is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  /** Leaves a request for each account; never waits for the workers. */
  Uni<Void> request(Collection<Integer> accountIds) {
    return Multi.createFrom()
        .iterable(accountIds)
        .onItem()
        .transformToUniAndConcatenate(this::request)
        .collect()
        .last()
        .invoke(signal::raise)
        .replaceWithVoid();
  }

  /**
   * Makes those contacts due again of whom something happened in a period; their rows are replaced
   * where they are, as if they had news.
   */
  Uni<Void> request(Collection<Integer> accountIds, Instant from, Instant to) {
    return Multi.createFrom()
        .iterable(accountIds)
        .onItem()
        .transformToUniAndConcatenate(accountId -> request(accountId, from, to))
        .collect()
        .last()
        .invoke(signal::raise)
        .replaceWithVoid();
  }

  private Uni<Integer> request(int accountId, Instant from, Instant to) {
    return transactions.inAccount(
        accountId,
        connection ->
            hold(connection, accountId)
                .chain(() -> due(connection, accountId, from, to))
                .replaceWith(accountId));
  }

  /**
   * Holds the account as a rebuild does before it looks at anything else, so that nobody waits in a
   * circle, and what is counted next is what others have left. Workers are not kept off.
   */
  private static Uni<Void> hold(SqlConnection connection, int accountId) {
    return connection
        .preparedQuery(
            """
            INSERT INTO projection (account_id, definition_version, rebuild_contacts)
            VALUES ($1, $2, 0) ON CONFLICT DO NOTHING""")
        .execute(Tuple.of(accountId, ProjectionState.DEFINITION_VERSION))
        .chain(
            () ->
                connection
                    .preparedQuery("SELECT FROM projection WHERE account_id = $1 FOR NO KEY UPDATE")
                    .execute(Tuple.of(accountId)))
        .replaceWithVoid();
  }

  /** What is left of an earlier request belongs to this one, too. */
  private static Uni<Void> due(SqlConnection connection, int accountId, Instant from, Instant to) {
    return connection
        .preparedQuery(
            """
            WITH work AS (
              INSERT INTO rebuild_work (account_id, contact_id)
              SELECT DISTINCT account_id, contact_id FROM event
              WHERE account_id = $1 AND occurred_at >= $2 AND occurred_at < $3
              ON CONFLICT DO NOTHING
              RETURNING contact_id)
            UPDATE projection p
            SET rebuild_contacts = (SELECT count(*) FROM work) + CASE
              WHEN p.aside_version IS NOT NULL
                OR EXISTS (SELECT FROM rebuild_work w WHERE w.account_id = p.account_id)
              THEN p.rebuild_contacts ELSE 0 END
            WHERE p.account_id = $1""")
        .execute(Tuple.of(accountId, ColumnType.atUtc(from), ColumnType.atUtc(to)))
        .replaceWithVoid();
  }

  private Uni<Integer> request(int accountId) {
    return transactions.inAccount(
        accountId, connection -> request(connection, accountId).replaceWith(accountId));
  }

  /** Leaves a request within a transaction of the account; workers find it when they look. */
  Uni<Void> request(SqlConnection connection, int accountId) {
    var parameters =
        Tuple.of(accountId, ProjectionState.DEFINITION_VERSION, ColumnType.atUtc(clock.instant()));
    return connection
        .preparedQuery(
            """
            INSERT INTO projection
              (account_id, definition_version, rebuild_contacts, rebuild_requested_at)
            VALUES ($1, $2, 0, $3)
            ON CONFLICT (account_id)
            DO UPDATE SET rebuild_requested_at = excluded.rebuild_requested_at""")
        .execute(parameters)
        .replaceWithVoid();
  }

  Uni<RebuildStatus> status(Set<Integer> accountIds) {
    if (accountIds.isEmpty()) {
      return Uni.createFrom().item(RebuildStatus.of(List.of()));
    }
    return transactions
        .snapshot(
            accountIds,
            connection ->
                connection
                    .preparedQuery(
                        """
                        SELECT p.rebuild_requested_at IS NOT NULL AS requested,
                               p.aside_version IS NOT NULL AS aside,
                               p.rebuild_contacts AS total,
                               coalesce(w.pending, 0) AS pending,
                               coalesce(c.contacts, 0) AS contacts
                        FROM projection p
                        LEFT JOIN (SELECT account_id, count(*) AS pending FROM rebuild_work
                                   GROUP BY account_id) w
                          ON w.account_id = p.account_id
                        LEFT JOIN (SELECT account_id, count(*) AS contacts FROM contact
                                   GROUP BY account_id) c
                          ON c.account_id = p.account_id""")
                    .execute())
        .map(
            rows ->
                RebuildStatus.of(
                    StreamSupport.stream(rows.spliterator(), false)
                        .map(RebuildRequests::account)
                        .toList()));
  }

  /** What was only asked for has all contacts before it. */
  private static AccountRebuild account(Row row) {
    return row.getBoolean("requested")
        ? new AccountRebuild(true, row.getLong("contacts"), row.getLong("contacts"))
        : new AccountRebuild(row.getBoolean("aside"), row.getLong("pending"), row.getLong("total"));
  }
}
