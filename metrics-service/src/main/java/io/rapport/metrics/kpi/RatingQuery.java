package io.rapport.metrics.kpi;

import io.rapport.common.event.SurveyScale;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;

/** Counts ratings, and invitations that nobody answered, on all scales. */
final class RatingQuery {

  private RatingQuery() {}

  static Uni<Tallies> run(
      SqlConnection connection, Scope scope, Breakdown breakdown, Tallies tallies) {
    var sql = new Sql();
    var frame = new Frame(sql, scope, breakdown);
    var table = FactTable.INVITATION;
    return sql.append("SELECT ")
        .append(frame.cell(table))
        .append(", scale, rating, count(*) AS invitations FROM " + table.table() + " WHERE ")
        .append(frame.factRows(table, List.of(scope.period())))
        .append(" AND exclusion = 0 AND ")
        .append(frame.mature(table, Measure.RATED_CSAT.horizon()))
        .append(" GROUP BY 1, 2, 3, 4")
        .run(connection)
        .map(
            rows -> {
              for (var row : rows) {
                var ratings =
                    tallies.of(Cell.of(row)).ratings(SurveyScale.ofCode(row.getShort("scale")));
                var rating = row.getInteger("rating");
                if (rating == null) {
                  ratings.addUnanswered(row.getLong("invitations"));
                } else {
                  ratings.add(rating, row.getLong("invitations"));
                }
              }
              return tallies;
            });
  }
}
