package io.rapport.metrics.projection;

import static java.util.Objects.requireNonNull;

import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.Arrays;

/**
 * The statements of one transaction, run one after the other: each call waits for its result. Used
 * by the one virtual thread that runs the transaction.
 */
final class Statements {

  private final SqlConnection connection;
  private final Duration patience;

  /**
   * @param patience how long a statement may take
   */
  Statements(SqlConnection connection, Duration patience) {
    this.connection = requireNonNull(connection, "connection is null");
    this.patience = requireNonNull(patience, "patience is null");
  }

  RowSet<Row> run(String sql, Object... parameters) {
    return connection
        .preparedQuery(sql)
        .execute(Tuple.wrap(Arrays.asList(parameters)))
        .await()
        .atMost(patience);
  }
}
