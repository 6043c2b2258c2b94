package io.rapport.metrics.kpi;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;
import java.util.Optional;

/** Adds up what messages get of conversions as the first to touch, and as one of all. */
final class AttributionQuery {

  private AttributionQuery() {}

  static Uni<Tallies> run(
      SqlConnection connection, Scope scope, Breakdown breakdown, Tallies tallies) {
    var sql = new Sql();
    var frame = new Frame(sql, scope, breakdown);
    return sql.append("SELECT ")
        .append(frame.cell(FactTable.CONVERSION_TOUCH))
        .append(", currency, count(*) FILTER (WHERE first) AS first_conversions, ")
        .append(Sql.sum("CASE WHEN first THEN minor_units - refunded END") + " AS first_value, ")
        .append("sum(millionths)::bigint AS millionths, ")
        .append(Sql.sum("share_minor_units") + " AS shared_value")
        .append(" FROM conversion_touch WHERE ")
        .append(frame.factRows(FactTable.CONVERSION_TOUCH, List.of(scope.period())))
        .append(" AND exclusion = 0 AND undone_at IS NULL AND sent_at <= ")
        .append(frame.cut(frame.horizon(Measure.CONVERTED)))
        .append(" GROUP BY 1, 2, 3")
        .run(connection)
        .map(
            rows -> {
              for (var row : rows) {
                var conversions = tallies.of(Cell.of(row)).conversions();
                var currency = Optional.ofNullable(row.getString("currency"));
                long first = row.getLong("first_conversions");
                if (first > 0) {
                  conversions
                      .first()
                      .add(currency, first * Credit.WHOLE, row.getLong("first_value"));
                }
                conversions
                    .linear()
                    .add(currency, row.getLong("millionths"), row.getLong("shared_value"));
              }
              return tallies;
            });
  }
}
