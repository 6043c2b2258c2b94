package io.rapport.metrics.kpi;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.Optional;

/** Finds what bots most often did not understand, where they gave it a name. */
final class IntentQuery {

  private static final int MOST_INTENTS = 10;

  private IntentQuery() {}

  static Uni<Tallies> run(
      SqlConnection connection,
      Scope scope,
      Breakdown breakdown,
      boolean cubes,
      SmallCells small,
      Tallies tallies) {
    return DetailQuery.NOT_UNDERSTOOD
        .told(connection, scope, breakdown, cubes, small, MOST_INTENTS)
        .map(
            entries -> {
              for (var entry : entries) {
                tallies
                    .of(entry.cell())
                    .addUnrecognised(
                        new Detail.Intent(
                            Optional.of(entry.name1()).filter(name -> !name.isEmpty()),
                            entry.facts()));
              }
              return tallies;
            });
  }
}
