package io.rapport.metrics.kpi;

import io.rapport.common.event.SurveyScale;
import io.rapport.metrics.projection.DetailKind;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

/** Counts ratings, and invitations that nobody answered, on all scales. */
final class RatingQuery {

  private RatingQuery() {}

  static Uni<Tallies> run(
      SqlConnection connection, Scope scope, Breakdown breakdown, boolean cubes, Tallies tallies) {
    return DetailQuery.RATINGS
        .all(connection, scope, breakdown, cubes)
        .map(
            entries -> {
              for (var entry : entries) {
                var scale = SurveyScale.ofCode(Short.parseShort(entry.name1()));
                var ratings = tallies.of(entry.cell()).ratings(scale);
                if (entry.number() == DetailKind.NONE) {
                  ratings.addUnanswered(entry.facts());
                } else {
                  ratings.add(entry.number(), entry.facts());
                }
              }
              return tallies;
            });
  }
}
