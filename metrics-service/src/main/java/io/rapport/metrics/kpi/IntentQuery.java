package io.rapport.metrics.kpi;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;
import java.util.Optional;

/** Finds what bots most often did not understand, where they gave it a name. */
final class IntentQuery {

  private static final int MOST_INTENTS = 10;

  private IntentQuery() {}

  static Uni<Tallies> run(
      SqlConnection connection,
      Scope scope,
      Breakdown breakdown,
      SmallCells small,
      Tallies tallies) {
    var sql = new Sql();
    var frame = new Frame(sql, scope, breakdown);
    var table = FactTable.BOT_INPUT;
    return sql.append("SELECT * FROM (SELECT counted.*, row_number() OVER (")
        .append("PARTITION BY grp, step ORDER BY inputs DESC, intent) AS place FROM (SELECT ")
        .append(frame.cell(table))
        .append(
            ", intent, count(*) AS inputs, count(DISTINCT contact_id) AS contacts FROM "
                + table.table()
                + " WHERE ")
        .append(frame.factRows(table, List.of(scope.period())))
        .append(" AND exclusion = 0 AND " + Measure.FALLBACKS.condition() + " AND ")
        .append(frame.mature(table, Measure.FALLBACKS.horizon()))
        .append(" GROUP BY 1, 2, 3) AS counted) AS placed WHERE place <= ")
        .append(sql.bind(MOST_INTENTS))
        .append(" ORDER BY place")
        .run(connection)
        .map(
            rows -> {
              for (var row : small.shown(rows)) {
                tallies
                    .of(Cell.of(row))
                    .addUnrecognised(
                        new Detail.Intent(
                            Optional.ofNullable(row.getString("intent")), row.getLong("inputs")));
              }
              return tallies;
            });
  }
}
