package io.rapport.metrics.kpi;

import static java.util.Objects.requireNonNull;

import io.rapport.common.database.AccountTransactions;
import io.rapport.common.problem.Problem;
import io.rapport.common.security.Account;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.function.Function;

/** Reads one account in one moment of the database, so that numerator and denominator agree. */
@ApplicationScoped
public class Snapshots {

  private static final String QUERY_CANCELED = "57014";
  private static final String INVALID_PARAMETER_VALUE = "22023";

  private final AccountTransactions transactions;
  private final KpiSettings settings;
  private final Limits limits;

  Snapshots(AccountTransactions transactions, KpiSettings settings, Limits limits) {
    this.transactions = requireNonNull(transactions, "transactions is null");
    this.settings = requireNonNull(settings, "settings is null");
    this.limits = requireNonNull(limits, "limits is null");
  }

  /** The work fails with a problem where the database needs longer than it may. */
  public <T> Uni<T> read(Account account, Function<SqlConnection, Uni<T>> work) {
    // How much a statement reads depends on the account and the period it is asked about.
    var modes =
        "SET LOCAL statement_timeout = %d; SET LOCAL plan_cache_mode = force_custom_plan"
            .formatted(settings.statementTimeout().toMillis());
    return transactions
        .snapshot(
            Set.of(account.id()),
            connection -> connection.query(modes).execute().chain(() -> work.apply(connection)))
        .onFailure(PgException.class)
        .transform(this::explained);
  }

  /** How many contacts wait to be projected now. */
  public static Uni<Long> pending(SqlConnection connection, Account account) {
    var sql = new Sql();
    return sql.append(
            // Not clock_timestamp(), which no index can look for: most work is due in the future.
            "SELECT count(DISTINCT contact_id) AS contacts FROM (SELECT contact_id FROM contact_work"
                + " WHERE due_at <= statement_timestamp() AND account_id = ")
        .append(sql.bind(account.id()))
        .append(" UNION ALL SELECT unnest(contacts) FROM work_announcement WHERE account_id = ")
        .append(sql.bind(account.id()))
        .append(") waiting")
        .run(connection)
        .map(rows -> rows.iterator().next().getLong("contacts"));
  }

  private Throwable explained(PgException failure) {
    return switch (failure.getSqlState()) {
      case QUERY_CANCELED ->
          limits.tooSlow("Ask for a shorter period, a coarser granularity or fewer groups.");
      // The only values the database itself judges are names of zones.
      case INVALID_PARAMETER_VALUE ->
          Problem.badRequest("zone", "The database does not know this time zone.");
      case null, default -> failure;
    };
  }
}
