package io.rapport.ingest.completeness;

import static java.util.Objects.requireNonNull;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.rapport.common.database.AccountTransactions;
import io.rapport.common.schedule.Recurring;
import io.rapport.ingest.account.AccountRegister;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;

/**
 * Adds what batches counted to the sums, and throws the counts away in the same transaction: they
 * are in one of the two at any time. Any number of processes side by side.
 */
@ApplicationScoped
class RollUp {

  private static final String WAITING =
      "SELECT DISTINCT account_id FROM received_tally WHERE account_id = ANY ($1)";

  /**
   * What another process is adding up at this moment is left to it. An array, as the planner may
   * run a joined sub-select that locks once per row.
   */
  private static final String TAKE =
      """
      DELETE FROM received_tally
      WHERE account_id = $1 AND tally_id = ANY (ARRAY(
        SELECT tally_id FROM received_tally WHERE account_id = $1 LIMIT $2 FOR UPDATE SKIP LOCKED))
      RETURNING buckets, channels, kinds, stored, repeated""";

  /** Ordered, so that two processes wait for each other in turn. */
  private static final String ADD =
      """
      WITH taken AS (%s)
      INSERT INTO received_cube AS t (account_id, bucket, channel_id, kind, stored, repeated)
      SELECT $1, bucket, channel_id, kind, sum(part.stored), sum(part.repeated)
      FROM taken, unnest(taken.buckets, taken.channels, taken.kinds, taken.stored, taken.repeated)
        AS part (bucket, channel_id, kind, stored, repeated)
      GROUP BY bucket, channel_id, kind ORDER BY bucket, channel_id, kind
      ON CONFLICT (account_id, bucket, channel_id, kind) DO UPDATE
        SET stored = t.stored + excluded.stored, repeated = t.repeated + excluded.repeated"""
          .formatted(TAKE);

  private static final String LEFT =
      "SELECT EXISTS (SELECT 1 FROM received_tally WHERE account_id = $1 OFFSET $2)";

  private final AccountRegister accounts;
  private final AccountTransactions transactions;
  private final int atOnce;
  private final Recurring adding;

  RollUp(
      AccountRegister accounts,
      AccountTransactions transactions,
      CompletenessSettings settings,
      Vertx vertx) {
    this.accounts = requireNonNull(accounts, "accounts is null");
    this.transactions = requireNonNull(transactions, "transactions is null");
    this.atOnce = settings.rollUp().tallies();
    this.adding =
        new Recurring(vertx, "adding up what came in", settings.rollUp().interval(), this::run);
  }

  void start(@Observes StartupEvent event) {
    adding.start();
  }

  void stop(@Observes ShutdownEvent event) {
    adding.close();
  }

  /** Adds up all that waits now. */
  Uni<Void> run() {
    return accounts.eachHaving(
        ids ->
            transactions.inAccounts(
                ids, connection -> waiting(connection, ids.toArray(Integer[]::new))),
        this::addAll);
  }

  private static Uni<List<Integer>> waiting(SqlConnection connection, Integer[] ids) {
    return connection
        .preparedQuery(WAITING)
        .execute(Tuple.tuple().addArrayOfInteger(ids))
        .map(
            rows -> {
              var found = new ArrayList<Integer>();
              for (Row row : rows) {
                found.add(row.getInteger(0));
              }
              return found;
            });
  }

  private Uni<Void> addAll(int accountId) {
    return transactions
        .inAccount(
            accountId,
            connection ->
                connection
                    .preparedQuery(ADD)
                    .execute(Tuple.of(accountId, atOnce))
                    .chain(() -> left(connection, accountId)))
        .chain(more -> more ? addAll(accountId) : Uni.createFrom().voidItem());
  }

  /** Whether a whole transaction's worth is left; less than that can wait for the next run. */
  private Uni<Boolean> left(SqlConnection connection, int accountId) {
    return connection
        .preparedQuery(LEFT)
        .execute(Tuple.of(accountId, atOnce))
        .map(rows -> rows.iterator().next().getBoolean(0));
  }
}
