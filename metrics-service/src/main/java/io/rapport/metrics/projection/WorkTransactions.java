package io.rapport.metrics.projection;

import static java.util.Objects.requireNonNull;

import io.rapport.common.database.AccountTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Transactions as plain sequential code: the caller, a virtual thread, waits for the outcome. Safe
 * for use by several threads.
 */
@ApplicationScoped
class WorkTransactions {

  private final AccountTransactions transactions;
  private final Pool pool;
  private final ProjectionConfig config;
  private final Executor threads =
      task -> Thread.ofVirtual().name("projection-transaction").start(task);

  WorkTransactions(AccountTransactions transactions, Pool pool, ProjectionConfig config) {
    this.transactions = requireNonNull(transactions, "transactions is null");
    this.pool = requireNonNull(pool, "pool is null");
    this.config = requireNonNull(config, "config is null");
  }

  /** Commits when the work returns, rolls back when it throws. */
  <T> T inAccount(int accountId, Function<Statements, T> work) {
    return inAccount(accountId, config.statementTimeout(), work);
  }

  /**
   * @param patience how long one statement may take
   */
  <T> T inAccount(int accountId, Duration patience, Function<Statements, T> work) {
    return inAccounts(Set.of(accountId), patience, work);
  }

  /** Runs work that reads every account. */
  <T> T inAllAccounts(Function<Statements, T> work) {
    var accounts = new HashSet<Integer>();
    pool.query("SELECT account_id FROM account")
        .execute()
        .await()
        .atMost(config.statementTimeout())
        .forEach(row -> accounts.add(row.getInteger("account_id")));
    return inAccounts(accounts, config.statementTimeout(), work);
  }

  private <T> T inAccounts(
      Set<Integer> accountIds, Duration patience, Function<Statements, T> work) {
    return transactions
        .inAccounts(
            accountIds,
            connection ->
                Uni.createFrom()
                    .item(
                        () -> {
                          var statements = new Statements(connection, patience);
                          var result = work.apply(statements);
                          statements.settle();
                          return result;
                        })
                    .runSubscriptionOn(threads))
        .await()
        .indefinitely();
  }
}
