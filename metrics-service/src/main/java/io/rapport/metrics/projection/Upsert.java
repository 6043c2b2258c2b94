package io.rapport.metrics.projection;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Writes any number of rows of one account with one statement, one array a column:
 *
 * <pre>{@code
 * INSERT INTO table AS t (account_id, key..., value...)
 * SELECT $1, * FROM unnest($2::type[], ...)
 * ON CONFLICT (account_id, key...) DO UPDATE SET value = excluded.value, ...
 * }</pre>
 *
 * Rows are locked in the order given.
 */
final class Upsert<R> {

  private final String sql;
  private final List<Column<R>> columns;

  private Upsert(
      String table, List<Column<R>> key, List<Column<R>> values, UnaryOperator<String> newValue) {
    columns = Stream.concat(key.stream(), values.stream()).toList();
    sql =
        "INSERT INTO %s AS t (account_id, %s) SELECT $1::int, * FROM unnest(%s) ON CONFLICT (account_id, %s) DO UPDATE SET %s"
            .formatted(
                table,
                names(columns),
                IntStream.range(0, columns.size())
                    .mapToObj(i -> "$%d::%s[]".formatted(i + 2, columns.get(i).type().sqlName()))
                    .collect(Collectors.joining(", ")),
                names(key),
                values.stream()
                    .map(column -> column.name() + " = " + newValue.apply(column.name()))
                    .collect(Collectors.joining(", ")));
  }

  /** A row that exists takes the new values. */
  static <R> Upsert<R> replacing(String table, List<Column<R>> key, List<Column<R>> values) {
    return new Upsert<>(table, key, values, name -> "excluded." + name);
  }

  /** A row that exists takes the sums. */
  static <R> Upsert<R> adding(String table, List<Column<R>> key, List<Column<R>> values) {
    return new Upsert<>(table, key, values, name -> "t." + name + " + excluded." + name);
  }

  private static <R> String names(List<Column<R>> columns) {
    return columns.stream().map(Column::name).collect(Collectors.joining(", "));
  }

  /**
   * Does not wait until it is done.
   *
   * @param rows no two with the same key
   */
  void apply(Statements statements, int accountId, List<R> rows) {
    if (rows.isEmpty()) {
      return;
    }
    var parameters = new ArrayList<Object>();
    parameters.add(accountId);
    columns.forEach(column -> parameters.add(column.array(rows)));
    statements.send(sql, parameters.toArray());
  }
}
