package io.rapport.metrics.projection;

import io.vertx.mutiny.sqlclient.Row;
import io.vertx.sqlclient.data.Numeric;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * How a value of Java travels to and from a column.
 *
 * @param sqlName the type in Postgres
 * @param array makes the array that carries a column of it
 */
record ColumnType<V>(
    String sqlName,
    IntFunction<Object[]> array,
    Function<V, Object> encode,
    BiFunction<Row, String, V> read) {

  static final ColumnType<UUID> ID =
      new ColumnType<>("uuid", UUID[]::new, value -> value, Row::getUUID);
  static final ColumnType<String> TEXT =
      new ColumnType<>("text", String[]::new, value -> value, Row::getString);
  static final ColumnType<Short> SMALLINT =
      new ColumnType<>("smallint", Short[]::new, value -> value, Row::getShort);
  static final ColumnType<Integer> INT =
      new ColumnType<>("int", Integer[]::new, value -> value, Row::getInteger);
  static final ColumnType<Long> BIGINT =
      new ColumnType<>("bigint", Long[]::new, value -> value, Row::getLong);
  static final ColumnType<BigInteger> NUMERIC =
      new ColumnType<>(
          "numeric",
          Numeric[]::new,
          value -> Numeric.create(new BigDecimal(value)),
          (row, name) -> row.get(Numeric.class, name).bigIntegerValue());
  static final ColumnType<Boolean> BOOLEAN =
      new ColumnType<>("boolean", Boolean[]::new, value -> value, Row::getBoolean);
  static final ColumnType<Instant> INSTANT =
      new ColumnType<>(
          "timestamptz",
          OffsetDateTime[]::new,
          ColumnType::atUtc,
          (row, name) ->
              Optional.ofNullable(row.getOffsetDateTime(name))
                  .map(OffsetDateTime::toInstant)
                  .orElse(null));

  /** What the driver takes for a {@code timestamptz}. */
  static OffsetDateTime atUtc(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }

  /** The value where the column may be null. */
  Optional<V> optional(Row row, String name) {
    return Optional.ofNullable(read.apply(row, name));
  }
}
