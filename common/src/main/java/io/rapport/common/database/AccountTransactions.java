package io.rapport.common.database;

import static java.util.Objects.requireNonNull;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Database transactions that see the rows of named accounts and no others: row security reads
 * {@code rapport.accounts}, which is set for one transaction only.
 */
@ApplicationScoped
public class AccountTransactions {

  private final Pool pool;

  public AccountTransactions(Pool pool) {
    this.pool = requireNonNull(pool, "pool is null");
  }

  /**
   * Runs work that reads and writes one account; commits when it succeeds, rolls back when it
   * fails.
   */
  public <T> Uni<T> inAccount(int accountId, Function<SqlConnection, Uni<T>> work) {
    return inAccounts(Set.of(accountId), work);
  }

  /**
   * Runs work over several accounts; for reading, as a writing transaction concerns one account.
   */
  public <T> Uni<T> inAccounts(Set<Integer> accountIds, Function<SqlConnection, Uni<T>> work) {
    return pool.withTransaction(
        connection ->
            connection.query(scope(accountIds)).execute().chain(() -> work.apply(connection)));
  }

  /** Runs work over several accounts in which every statement sees the same moment; read only. */
  public <T> Uni<T> snapshot(Set<Integer> accountIds, Function<SqlConnection, Uni<T>> work) {
    return pool.withTransaction(
        connection ->
            connection
                .query(
                    "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY; "
                        + scope(accountIds))
                .execute()
                .chain(() -> work.apply(connection)));
  }

  /**
   * The statement that sets the scope of a transaction. A literal, because set_config() would not
   * reach the workers of a distributed database; made of integers only, so nothing can be injected.
   */
  public static String scope(Set<Integer> accountIds) {
    return accountIds.stream()
        .sorted()
        .map(String::valueOf)
        .collect(Collectors.joining(",", "SET LOCAL rapport.accounts = '{", "}'"));
  }
}
