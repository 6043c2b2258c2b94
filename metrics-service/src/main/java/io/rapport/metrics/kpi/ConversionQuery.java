package io.rapport.metrics.kpi;

import io.rapport.metrics.timeline.TouchBasis;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Adds up conversions that count, by what they are due to and by currency. */
final class ConversionQuery {

  private ConversionQuery() {}

  static Uni<Tallies> run(
      SqlConnection connection, Scope scope, Breakdown breakdown, Tallies tallies) {
    var sql = new Sql();
    var frame = new Frame(sql, scope, breakdown);
    return sql.append("SELECT ")
        .append(frame.cell(FactTable.CONVERSION))
        .append(
            ", basis, currency, count(*) AS conversions, "
                + Sql.sum("minor_units - refunded")
                + " AS minor_units")
        .append(" FROM conversion WHERE ")
        .append(frame.factRows(FactTable.CONVERSION, List.of(scope.period())))
        .append(" AND exclusion = 0 AND undone_at IS NULL")
        .append(" AND converted_at - sent_at <= " + scope.settings().horizonInterval())
        .append(" AND sent_at <= " + frame.cut(frame.horizon(Measure.CONVERTED)))
        .append(" GROUP BY 1, 2, 3, 4")
        .run(connection)
        .map(
            rows -> {
              for (var row : rows) {
                tallies
                    .of(Cell.of(row))
                    .conversions()
                    .add(
                        TouchBasis.ofCode(row.getShort("basis")),
                        Optional.ofNullable(row.getString("currency")),
                        row.getLong("conversions"),
                        row.getLong("minor_units"));
              }
              return tallies;
            });
  }

  /** Forgets amounts in currencies that too few contacts paid in, as last touch or as any. */
  static Uni<Tallies> hide(
      SqlConnection connection,
      Scope scope,
      Breakdown breakdown,
      SmallCells small,
      Tallies tallies) {
    return small.hides()
        ? hide(connection, scope, breakdown, FactTable.CONVERSION, small, tallies)
            .chain(so -> hide(connection, scope, breakdown, FactTable.CONVERSION_TOUCH, small, so))
        : Uni.createFrom().item(tallies);
  }

  private static Uni<Tallies> hide(
      SqlConnection connection,
      Scope scope,
      Breakdown breakdown,
      FactTable table,
      SmallCells small,
      Tallies tallies) {
    var sql = new Sql();
    var frame = new Frame(sql, scope, breakdown);
    return sql.append("SELECT ")
        .append(frame.cell(table))
        .append(", currency, count(DISTINCT contact_id) AS contacts FROM " + table.table())
        .append(" WHERE " + frame.factRows(table, List.of(scope.period())))
        .append(" AND exclusion = 0 AND undone_at IS NULL AND currency IS NOT NULL")
        .append(" AND converted_at - sent_at <= " + scope.settings().horizonInterval())
        .append(" AND sent_at <= " + frame.cut(frame.horizon(Measure.CONVERTED)))
        .append(" GROUP BY 1, 2, 3")
        .run(connection)
        .map(
            rows -> {
              var shown = new HashMap<Cell, Set<String>>();
              for (var row : small.shown(rows)) {
                shown
                    .computeIfAbsent(Cell.of(row), _ -> new HashSet<>())
                    .add(row.getString("currency"));
              }
              for (var cell : tallies.cells()) {
                tallies.of(cell).conversions().show(shown.getOrDefault(cell, Set.of()));
              }
              return tallies;
            });
  }
}
