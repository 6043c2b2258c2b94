package io.rapport.metrics.kpi;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;

/** Adds up what was in abandoned carts, by currency. */
final class CartQuery {

  private CartQuery() {}

  static Uni<Tallies> run(
      SqlConnection connection,
      Scope scope,
      Breakdown breakdown,
      SmallCells small,
      Tallies tallies) {
    var sql = new Sql();
    var frame = new Frame(sql, scope, breakdown);
    var table = FactTable.CART;
    return sql.append("SELECT ")
        .append(frame.cell(table))
        .append(", currency, count(DISTINCT contact_id) AS contacts, ")
        .append(Sql.sum("minor_units") + " AS minor_units FROM " + table.table() + " WHERE ")
        .append(frame.factRows(table, List.of(scope.period())))
        .append(" AND exclusion = 0 AND currency IS NOT NULL AND ")
        .append(Measure.CARTS_ABANDONED.condition() + " AND ")
        .append(frame.mature(table, Measure.CARTS_ABANDONED.horizon()))
        .append(" GROUP BY 1, 2, 3 ORDER BY 3")
        .run(connection)
        .map(
            rows -> {
              for (var row : small.shown(rows)) {
                tallies
                    .of(Cell.of(row))
                    .addAbandonedValue(
                        new Detail.Amount(row.getString("currency"), row.getLong("minor_units")));
              }
              return tallies;
            });
  }
}
