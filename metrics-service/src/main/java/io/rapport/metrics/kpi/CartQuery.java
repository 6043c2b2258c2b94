package io.rapport.metrics.kpi;

import static java.util.Comparator.comparing;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

/** Adds up what was in abandoned carts, by currency. */
final class CartQuery {

  private CartQuery() {}

  static Uni<Tallies> run(
      SqlConnection connection,
      Scope scope,
      Breakdown breakdown,
      boolean cubes,
      SmallCells small,
      Tallies tallies) {
    return DetailQuery.ABANDONED_CARTS
        .told(connection, scope, breakdown, cubes, small, DetailQuery.ALL)
        .map(
            entries -> {
              entries.stream()
                  .sorted(comparing(DetailQuery.Entry::name1))
                  .forEach(
                      entry ->
                          tallies
                              .of(entry.cell())
                              .addAbandonedValue(
                                  new Detail.Amount(entry.name1(), entry.amountAsLong())));
              return tallies;
            });
  }
}
