package io.rapport.metrics.kpi;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

/** Adds up the conversions that belong to episodes, of which one can have several. */
final class EpisodeConversionQuery {

  private EpisodeConversionQuery() {}

  static Uni<Tallies> run(
      SqlConnection connection, Scope scope, Breakdown breakdown, boolean cubes, Tallies tallies) {
    return DetailQuery.CONVERSIONS
        .all(connection, scope, breakdown, cubes)
        .map(
            entries -> {
              for (var entry : entries) {
                tallies.of(entry.cell()).conversionsOfEpisodes(entry.amountAsLong());
              }
              return tallies;
            });
  }
}
