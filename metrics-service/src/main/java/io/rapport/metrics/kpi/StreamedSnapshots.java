package io.rapport.metrics.kpi;

import static java.util.Objects.requireNonNull;

import io.rapport.common.database.AccountTransactions;
import io.rapport.common.security.Account;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Reads more of an account than fits into memory, in one moment of the database: a transaction that
 * stays open as long as somebody reads, and ends when they stop.
 */
@ApplicationScoped
class StreamedSnapshots {

  private static final Logger LOG = Logger.getLogger(StreamedSnapshots.class);

  private static final String QUERY_CANCELED = "57014";

  private final Pool pool;
  private final KpiSettings settings;
  private final Limits limits;

  StreamedSnapshots(Pool pool, KpiSettings settings, Limits limits) {
    this.pool = requireNonNull(pool, "pool is null");
    this.settings = requireNonNull(settings, "settings is null");
    this.limits = requireNonNull(limits, "limits is null");
  }

  private record Open(SqlConnection connection, Transaction transaction) {}

  /**
   * What the work reads, as fast as the subscriber takes it.
   *
   * @param patience how long the subscriber may take nothing; then the database ends the
   *     transaction, which would otherwise keep it from cleaning up
   */
  <T> Multi<T> read(Account account, Duration patience, Function<SqlConnection, Multi<T>> work) {
    var begin =
        "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY; "
            + AccountTransactions.scope(Set.of(account.id()))
            + "; SET LOCAL statement_timeout = "
            + settings.statementTimeout().toMillis()
            + "; SET LOCAL idle_in_transaction_session_timeout = "
            + patience.toMillis();
    return Multi.createFrom()
        .resourceFromUni(
            this::open,
            open ->
                open.connection()
                    .query(begin)
                    .execute()
                    .onItem()
                    .transformToMulti(begun -> work.apply(open.connection())))
        .withFinalizer(
            open -> open.transaction().commit().eventually(open.connection()::close),
            (open, failure) -> abandon(open),
            StreamedSnapshots::abandon)
        .onFailure(PgException.class)
        .transform(
            failure ->
                QUERY_CANCELED.equals(((PgException) failure).getSqlState())
                    ? limits.tooSlow("Ask for a shorter period.")
                    : failure);
  }

  /** Whoever leaves while it waits for a connection must not take that along. */
  private Uni<Open> open() {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              var gone = new AtomicBoolean();
              emitter.onTermination(() -> gone.set(true));
              begun()
                  .subscribe()
                  .with(
                      open -> {
                        if (gone.get()) {
                          abandon(open)
                              .subscribe()
                              .with(
                                  closed -> LOG.debug("nobody waited for the connection any more"),
                                  failure -> LOG.warn("a connection was not closed", failure));
                        } else {
                          emitter.complete(open);
                        }
                      },
                      emitter::fail);
            });
  }

  private Uni<Open> begun() {
    return pool.getConnection()
        .flatMap(
            connection ->
                connection
                    .begin()
                    .map(transaction -> new Open(connection, transaction))
                    .onFailure()
                    .call(failure -> connection.close()));
  }

  /** Nothing was written: a connection that is gone takes its transaction with it. */
  private static Uni<Void> abandon(Open open) {
    return open.transaction()
        .rollback()
        .onFailure()
        .recoverWithNull()
        .eventually(open.connection()::close);
  }
}
