package io.rapport.ingest.links;

import static java.util.Objects.requireNonNull;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.rapport.common.database.AccountTransactions;
import io.rapport.common.idempotency.RequestKeys;
import io.rapport.common.schedule.Recurring;
import io.rapport.ingest.account.AccountRegister;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Deletes tokens that have expired, and old request keys. In small transactions, any number of
 * processes side by side.
 */
@ApplicationScoped
class LinkExpiry {

  private static final int AT_ONCE = 1000;

  /** A click that waited for the database may be older than its token's end. */
  private static final Duration GRACE = Duration.ofDays(1);

  /** What another process is deleting at this moment is left to it. */
  private static final String DELETE_TOKENS =
      """
      WITH doomed AS (
        SELECT token FROM link_token WHERE account_id = $1 AND expires_at <= $2
        LIMIT $3 FOR UPDATE SKIP LOCKED)
      DELETE FROM link_token t USING doomed d WHERE t.account_id = $1 AND t.token = d.token""";

  private static final String DELETE_KEYS =
      """
      WITH doomed AS (
        SELECT key_digest FROM request_key WHERE account_id = $1 AND claimed_at <= $2
        LIMIT $3 FOR UPDATE SKIP LOCKED)
      DELETE FROM request_key k USING doomed d
      WHERE k.account_id = $1 AND k.key_digest = d.key_digest""";

  private final AccountRegister accounts;
  private final AccountTransactions transactions;
  private final Clock clock;
  private final Recurring deleting;

  LinkExpiry(
      AccountRegister accounts,
      AccountTransactions transactions,
      LinkSettings settings,
      Vertx vertx,
      Clock clock) {
    this.accounts = requireNonNull(accounts, "accounts is null");
    this.transactions = requireNonNull(transactions, "transactions is null");
    this.clock = requireNonNull(clock, "clock is null");
    this.deleting =
        new Recurring(
            vertx, "deleting expired tokens of links", settings.deletionInterval(), this::run);
  }

  void start(@Observes StartupEvent event) {
    deleting.start();
  }

  void stop(@Observes ShutdownEvent event) {
    deleting.close();
  }

  /** Deletes all that is over its time now. */
  Uni<Void> run() {
    return accounts.each(this::deleteOf);
  }

  private Uni<Void> deleteOf(int accountId) {
    var now = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    return delete(DELETE_TOKENS, accountId, now.minus(GRACE))
        .chain(() -> delete(DELETE_KEYS, accountId, now.minus(RequestKeys.KEPT)));
  }

  private Uni<Void> delete(String sql, int accountId, OffsetDateTime before) {
    return transactions
        .inAccount(
            accountId,
            connection ->
                connection.preparedQuery(sql).execute(Tuple.of(accountId, before, AT_ONCE)))
        .chain(
            deleted ->
                deleted.rowCount() < AT_ONCE
                    ? Uni.createFrom().voidItem()
                    : delete(sql, accountId, before));
  }
}
