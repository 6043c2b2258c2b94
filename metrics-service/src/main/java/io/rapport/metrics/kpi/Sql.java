package io.rapport.metrics.kpi;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.PreparedStatement;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * A statement in the making: text that only this code writes, and values that only ever travel as
 * parameters. Each parameter is cast, so that its type does not depend on where it stands.
 */
public final class Sql {

  private final List<Object> values = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();

  /**
   * The sum of a column as a bigint. Somebody may report nonsense; it must not keep an account from
   * its numbers.
   */
  static String sum(String expression) {
    return "least(coalesce(sum(" + expression + "), 0), " + Long.MAX_VALUE + ")::bigint";
  }

  public String bind(int value) {
    return add(value, "int");
  }

  public String bind(short value) {
    return add(value, "smallint");
  }

  public String bind(long value) {
    return add(value, "bigint");
  }

  public String bind(String value) {
    return add(value, "text");
  }

  public String bind(UUID value) {
    return add(value, "uuid");
  }

  public String bind(Instant value) {
    return add(value.atOffset(ZoneOffset.UTC), "timestamptz");
  }

  public String bindTexts(Collection<String> texts) {
    return add(texts.toArray(String[]::new), "text[]");
  }

  public String bindIds(Collection<UUID> ids) {
    return add(ids.toArray(UUID[]::new), "uuid[]");
  }

  String bindInstants(Collection<Instant> moments) {
    return add(
        moments.stream()
            .map(moment -> moment.atOffset(ZoneOffset.UTC))
            .toArray(OffsetDateTime[]::new),
        "timestamptz[]");
  }

  public Sql append(String part) {
    text.append(part);
    return this;
  }

  public Uni<RowSet<Row>> run(SqlConnection connection) {
    return connection.preparedQuery(text.toString()).execute(Tuple.from(values));
  }

  /**
   * The rows in portions: the statement is run once, and each portion is fetched when the one
   * before is taken. Only inside a transaction.
   *
   * @param size most rows of a portion
   */
  Multi<RowSet<Row>> portions(SqlConnection connection, int size) {
    return connection
        .prepare(text.toString())
        .onItem()
        .transformToMulti(
            prepared -> {
              var cursor = prepared.cursor(Tuple.from(values));
              return Multi.createBy()
                  .repeating()
                  .uni(() -> cursor.read(size))
                  .whilst(rows -> cursor.hasMore())
                  .onTermination()
                  .call(() -> closed(prepared));
            });
  }

  /** Where the connection is gone the statement is gone with it. */
  private static Uni<Void> closed(PreparedStatement prepared) {
    return prepared.close().onFailure().recoverWithNull();
  }

  @Override
  public String toString() {
    return text.toString();
  }

  private String add(Object value, String type) {
    values.add(value);
    return "$" + values.size() + "::" + type;
  }
}
