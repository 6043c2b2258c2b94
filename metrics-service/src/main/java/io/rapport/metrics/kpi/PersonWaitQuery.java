package io.rapport.metrics.kpi;

import static java.util.stream.Collectors.toSet;

import io.rapport.metrics.projection.DetailKind;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;
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

  /** All waits; of the reasons only those that so many contacts had that they may be told. */
  Uni<Tallies> run(
      SqlConnection connection,
      Scope scope,
      Breakdown breakdown,
      boolean cubes,
      SmallCells small,
      Tallies tallies) {
    return query
        .all(connection, scope, breakdown, cubes)
        .chain(
            entries ->
                query
                    .shown(connection, scope, breakdown, small, entries)
                    .map(shown -> add(entries, shown, tallies)));
  }

  private Tallies add(
      List<DetailQuery.Entry> entries, List<DetailQuery.Entry> shown, Tallies tallies) {
    for (var entry : entries) {
      var of = waits.apply(tallies.of(entry.cell()));
      if (entry.number() == DetailKind.NONE) {
        of.addUnanswered(entry.name1(), entry.facts());
      } else {
        of.add(entry.name1(), entry.number(), entry.facts(), entry.amount().doubleValue());
      }
    }
    entries.stream()
        .map(DetailQuery.Entry::cell)
        .distinct()
        .forEach(
            cell ->
                waits
                    .apply(tallies.of(cell))
                    .byReason()
                    .keySet()
                    .retainAll(
                        shown.stream()
                            .filter(entry -> entry.cell().equals(cell))
                            .map(DetailQuery.Entry::name1)
                            .collect(toSet())));
    return tallies;
  }
}
