package io.rapport.metrics.projection;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One column of the rows that are written to a table.
 *
 * @param value what the driver takes for it; null for an absent value
 */
record Column<R>(String name, ColumnType<?> type, Function<R, Object> value) {

  static <R, V> Column<R> required(String name, ColumnType<V> type, Function<R, V> value) {
    return new Column<>(name, type, row -> type.encode().apply(value.apply(row)));
  }

  static <R, V> Column<R> optional(
      String name, ColumnType<V> type, Function<R, Optional<V>> value) {
    return new Column<>(name, type, row -> value.apply(row).map(type.encode()).orElse(null));
  }

  /** The column of the given rows, in their order. */
  Object[] array(List<R> rows) {
    var array = type.array().apply(rows.size());
    for (int i = 0; i < array.length; i++) {
      array[i] = value.apply(rows.get(i));
    }
    return array;
  }
}
