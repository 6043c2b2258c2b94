package io.rapport.metrics.projection;

import static java.util.Objects.requireNonNull;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionStage;

/**
 * The statements of one transaction. Postgres runs them in the order in which they are given, one
 * after the other; whoever needs no result need not wait for it. Used by the one virtual thread
 * that runs the transaction.
 */
final class Statements {

  private final SqlConnection connection;
  private final Duration patience;
  private final Queue<CompletionStage<RowSet<Row>>> underway = new ArrayDeque<>();

  /**
   * @param patience how long a statement may take
   */
  Statements(SqlConnection connection, Duration patience) {
    this.connection = requireNonNull(connection, "connection is null");
    this.patience = requireNonNull(patience, "patience is null");
  }

  /** Waits for the result; if a statement sent before failed, its failure is thrown. */
  RowSet<Row> run(String sql, Object... parameters) {
    var result = start(sql, parameters);
    settle();
    return await(result);
  }

  /** The results of several statements with the same parameters, without a wait between them. */
  List<RowSet<Row>> runAll(List<String> statements, Object... parameters) {
    var results = statements.stream().map(sql -> start(sql, parameters)).toList();
    settle();
    return results.stream().map(this::await).toList();
  }

  /** Does not wait; a failure is thrown by whatever waits next. */
  void send(String sql, Object... parameters) {
    underway.add(start(sql, parameters));
  }

  /** Waits for all that was sent. */
  void settle() {
    for (var next = underway.poll(); next != null; next = underway.poll()) {
      await(next);
    }
  }

  private CompletionStage<RowSet<Row>> start(String sql, Object... parameters) {
    return connection
        .preparedQuery(sql)
        .execute(Tuple.wrap(Arrays.asList(parameters)))
        .subscribeAsCompletionStage();
  }

  private RowSet<Row> await(CompletionStage<RowSet<Row>> result) {
    return Uni.createFrom().completionStage(result).await().atMost(patience);
  }
}
