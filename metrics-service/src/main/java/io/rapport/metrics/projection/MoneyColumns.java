package io.rapport.metrics.projection;

import static io.rapport.metrics.projection.ColumnType.BIGINT;
import static io.rapport.metrics.projection.ColumnType.TEXT;

import io.rapport.common.event.Money;
import io.vertx.mutiny.sqlclient.Row;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** An amount of money as columns, which conversions and carts have alike. */
final class MoneyColumns {

  private MoneyColumns() {}

  static <F> List<Column<F>> of(Function<F, Optional<Money>> value) {
    return List.of(
        Column.optional("minor_units", BIGINT, fact -> value.apply(fact).map(Money::minorUnits)),
        Column.optional("currency", TEXT, fact -> value.apply(fact).map(Money::currency)));
  }

  static Optional<Money> decode(Row row) {
    return TEXT.optional(row, "currency")
        .map(currency -> new Money(row.getLong("minor_units"), currency));
  }
}
