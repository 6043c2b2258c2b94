package io.rapport.metrics.kpi;

import io.rapport.common.event.PricingCategory;
import io.rapport.metrics.price.PriceList;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Adds up what delivered messages cost. The database counts messages of the same price; what that
 * price is, the list says.
 */
final class CostQuery {

  private final Scope scope;
  private final Breakdown breakdown;
  private final PriceList prices;
  private final List<LocalDate> beginnings;
  private final ZoneId accountZone;
  private final Map<Cell, Costs> costs = new HashMap<>();

  private CostQuery(Scope scope, Breakdown breakdown, PriceList prices, ZoneId accountZone) {
    this.scope = scope;
    this.breakdown = breakdown;
    this.prices = prices;
    this.beginnings = prices.beginnings();
    this.accountZone = accountZone;
  }

  /**
   * @param accountZone in which the days of prices begin
   * @param small which amounts may be told
   */
  static Uni<Map<Cell, Costs>> run(
      SqlConnection connection,
      Scope scope,
      Breakdown breakdown,
      PriceList prices,
      ZoneId accountZone,
      SmallCells small) {
    var query = new CostQuery(scope, breakdown, prices, accountZone);
    return query
        .messages(connection)
        .chain(() -> query.contacts(connection))
        .chain(() -> ConversionQuery.run(connection, scope, breakdown, new Tallies()))
        .chain(tallies -> ConversionQuery.hide(connection, scope, breakdown, small, tallies))
        .map(
            tallies -> {
              for (var cell : tallies.cells()) {
                query.of(cell).conversions(tallies.of(cell).conversions());
              }
              return query.costs;
            });
  }

  private Costs of(Cell cell) {
    return costs.computeIfAbsent(cell, _ -> new Costs());
  }

  private Uni<Void> messages(SqlConnection connection) {
    var sql = new Sql();
    var frame = new Frame(sql, scope, breakdown);
    var begins =
        sql.bindInstants(
            beginnings.stream().map(day -> day.atStartOfDay(accountZone).toInstant()).toList());
    var mature =
        "business_initiated AND "
            + frame.mature(FactTable.MESSAGE, frame.horizon(Measure.CONVERTED));
    return sql.append("SELECT ")
        .append(frame.cell(FactTable.OUTBOUND))
        .append(", category, market, width_bucket(sent_at, " + begins + ") AS list_part")
        .append(", count(*) AS messages, count(*) FILTER (WHERE NOT free) AS charged")
        .append(", count(*) FILTER (WHERE " + mature + ") AS mature")
        .append(", count(*) FILTER (WHERE NOT free AND " + mature + ") AS mature_charged")
        .append(" FROM message LEFT JOIN (SELECT contact_id AS person, market FROM contact")
        .append(" WHERE account_id = " + frame.account() + ") AS people ON person = contact_id")
        .append(" WHERE ")
        .append(frame.factRows(FactTable.OUTBOUND, List.of(scope.period())))
        .append(" AND exclusion = 0 AND delivered_at IS NOT NULL GROUP BY 1, 2, 3, 4, 5")
        .run(connection)
        .invoke(rows -> rows.forEach(this::add))
        .replaceWithVoid();
  }

  private void add(Row row) {
    var cell = of(Cell.of(row));
    var price = price(row);
    cell.messages(row.getLong("messages"), row.getLong("charged"), price);
    cell.matureMessages(row.getLong("mature"), row.getLong("mature_charged"), price);
  }

  private OptionalLong price(Row row) {
    int part = row.getInteger("list_part");
    var category = row.getShort("category");
    return part == 0 || category == null
        ? OptionalLong.empty()
        : prices.micros(
            PricingCategory.ofCode(category),
            Optional.ofNullable(row.getString("market")),
            beginnings.get(part - 1));
  }

  /** Only where small groups must be told: whole ones are judged, not their steps. */
  private Uni<Void> contacts(SqlConnection connection) {
    if (breakdown.groupBy().isEmpty() || breakdown.granularity().isPresent()) {
      return Uni.createFrom().voidItem();
    }
    var sql = new Sql();
    var frame = new Frame(sql, scope, breakdown);
    return sql.append("SELECT ")
        .append(frame.cell(FactTable.OUTBOUND))
        .append(", count(DISTINCT contact_id) AS contacts FROM message WHERE ")
        .append(frame.factRows(FactTable.OUTBOUND, List.of(scope.period())))
        .append(" AND exclusion = 0 AND delivered_at IS NOT NULL GROUP BY 1, 2")
        .run(connection)
        .invoke(rows -> rows.forEach(row -> of(Cell.of(row)).contacts(row.getLong("contacts"))))
        .replaceWithVoid();
  }
}
