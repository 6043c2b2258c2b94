package io.rapport.metrics.kpi;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;

/** Adds up the conversions that belong to episodes, of which one can have several. */
final class EpisodeConversionQuery {

  private EpisodeConversionQuery() {}

  static Uni<Tallies> run(
      SqlConnection connection, Scope scope, Breakdown breakdown, Tallies tallies) {
    var sql = new Sql();
    var frame = new Frame(sql, scope, breakdown);
    return sql.append("SELECT ")
        .append(frame.cell(FactTable.EPISODE))
        .append(", sum(conversions) AS conversions FROM episode WHERE ")
        .append(frame.factRows(FactTable.EPISODE, List.of(scope.period())))
        .append(" AND exclusion = 0 AND conversions > 0 AND ")
        .append(frame.mature(FactTable.EPISODE, frame.horizon(Measure.EPISODES)))
        .append(" GROUP BY 1, 2")
        .run(connection)
        .map(
            rows -> {
              for (var row : rows) {
                tallies.of(Cell.of(row)).conversionsOfEpisodes(row.getLong("conversions"));
              }
              return tallies;
            });
  }
}
