package io.rapport.ingest.content;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.rapport.common.database.AccountTransactions;
import io.rapport.common.schedule.Recurring;
import io.rapport.ingest.IngestSettings;
import io.rapport.ingest.account.AccountRegister;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.ZoneOffset;

/**
 * Deletes the text of messages when its time is over: the one that was in force when it was kept,
 * or the account's present one if that is shorter; all of it where the account keeps none any more.
 * In small transactions, any number of processes side by side.
 */
@ApplicationScoped
class ContentExpiry {

  /** Whatever happens between reading the settings and deleting is seen by the next run. */
  private static final String RETENTION_DAYS =
      "SELECT content_retention_days FROM account_settings WHERE account_id = $1";

  /** What another process is deleting at this moment is left to it. */
  private static final String DELETE =
      """
      WITH doomed AS (
        SELECT contact_id, message_id FROM message_content
        WHERE account_id = $1 AND (expires_at <= $2 OR occurred_at <= $3)
        LIMIT $4 FOR UPDATE SKIP LOCKED)
      DELETE FROM message_content c USING doomed d
      WHERE c.account_id = $1 AND c.contact_id = d.contact_id AND c.message_id = d.message_id""";

  private static final String DELETE_ALL =
      """
      WITH doomed AS (
        SELECT contact_id, message_id FROM message_content
        WHERE account_id = $1 LIMIT $2 FOR UPDATE SKIP LOCKED)
      DELETE FROM message_content c USING doomed d
      WHERE c.account_id = $1 AND c.contact_id = d.contact_id AND c.message_id = d.message_id""";

  private final AccountRegister accounts;
  private final AccountTransactions transactions;
  private final ContentMetrics metrics;
  private final int batch;
  private final Clock clock;
  private final Recurring deleting;

  ContentExpiry(
      AccountRegister accounts,
      AccountTransactions transactions,
      IngestSettings settings,
      Vertx vertx,
      MeterRegistry registry,
      Clock clock) {
    this.accounts = requireNonNull(accounts, "accounts is null");
    this.transactions = requireNonNull(transactions, "transactions is null");
    this.metrics = new ContentMetrics(registry);
    this.batch = settings.content().deletionBatch();
    this.clock = requireNonNull(clock, "clock is null");
    this.deleting =
        new Recurring(
            vertx,
            "deleting the text of messages",
            settings.content().deletionInterval(),
            this::run);
  }

  void start(@Observes StartupEvent event) {
    deleting.start();
  }

  void stop(@Observes ShutdownEvent event) {
    deleting.close();
  }

  /** Deletes all that is over its time now. Only who ever changed settings can have kept any. */
  Uni<Void> run() {
    return AccountRegister.eachOf(
        accounts.configured().onItem().transformToMulti(ids -> Multi.createFrom().iterable(ids)),
        this::deleteAll);
  }

  private Uni<Void> deleteAll(int accountId) {
    return transactions
        .inAccount(accountId, connection -> deleteSome(connection, accountId))
        .invoke(metrics::deleted)
        .chain(deleted -> deleted < batch ? Uni.createFrom().voidItem() : deleteAll(accountId));
  }

  private Uni<Integer> deleteSome(SqlConnection connection, int accountId) {
    return connection
        .preparedQuery(RETENTION_DAYS)
        .execute(Tuple.of(accountId))
        .chain(
            rows -> {
              for (var row : rows) {
                var days = row.getInteger(0);
                if (days != null) {
                  return deleteOlder(connection, accountId, days);
                }
              }
              return connection.preparedQuery(DELETE_ALL).execute(Tuple.of(accountId, batch));
            })
        .map(rows -> rows.rowCount());
  }

  private Uni<RowSet<Row>> deleteOlder(SqlConnection connection, int accountId, int days) {
    var now = clock.instant().atOffset(ZoneOffset.UTC);
    return connection
        .preparedQuery(DELETE)
        .execute(Tuple.of(accountId, now, now.minusDays(days), batch));
  }
}
