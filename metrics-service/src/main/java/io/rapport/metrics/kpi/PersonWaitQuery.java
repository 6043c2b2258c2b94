package io.rapport.metrics.kpi;

import io.rapport.metrics.projection.DetailKind;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.function.Function;

/** Reads how long people were waited for: after a bot's handover, or in the queue. */
enum PersonWaitQuery {
  ESCALATION(DetailQuery.HANDOVERS, Tally::escalations),
  QUEUE(DetailQuery.QUEUE, Tally::queue);

  private final DetailQuery query;
  private final Function<Tally, PersonWaits> waits;

  PersonWaitQuery(DetailQuery query, Function<Tally, PersonWaits> waits) {
    this.query = query;
    this.waits = waits;
  }

  Uni<Tallies> run(
      SqlConnection connection, Scope scope, Breakdown breakdown, boolean cubes, Tallies tallies) {
    return query
        .all(connection, scope, breakdown, cubes)
        .map(
            entries -> {
              entries.stream()
                  .filter(entry -> entry.number() != DetailKind.NONE)
                  .forEach(
                      entry ->
                          waits
                              .apply(tallies.of(entry.cell()))
                              .add(entry.number(), entry.facts(), entry.amount().doubleValue()));
              return tallies;
            });
  }

  /** Why bots handed over; of the reasons those that may be told. */
  static Uni<Tallies> reasons(
      SqlConnection connection,
      Scope scope,
      Breakdown breakdown,
      boolean cubes,
      SmallCells small,
      Tallies tallies) {
    return DetailQuery.HANDOVER_REASONS
        .told(connection, scope, breakdown, cubes, small, DetailQuery.ALL)
        .map(
            entries -> {
              for (var entry : entries) {
                tallies.of(entry.cell()).escalations().addReason(entry.name1(), entry.facts());
              }
              return tallies;
            });
  }
}
