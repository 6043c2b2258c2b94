package io.rapport.metrics.kpi;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Reads how long people were waited for: after a bot's handover, or in the queue. */
enum PersonWaitQuery {
  ESCALATION(
      Measure.ESCALATED,
      "escalated_at",
      "human_at",
      "coalesce(escalation_reason, 'unknown')",
      Tally::escalations),
  QUEUE(Measure.WAITS, "queued_at", "queue_answered_at", "''", Tally::queue);

  private final Measure population;
  private final String from;
  private final String until;
  private final String reason;
  private final Function<Tally, PersonWaits> waits;

  PersonWaitQuery(
      Measure population,
      String from,
      String until,
      String reason,
      Function<Tally, PersonWaits> waits) {
    this.population = population;
    this.from = from;
    this.until = until;
    this.reason = reason;
    this.waits = waits;
  }

  /** Forgets the reasons that so few contacts had that they may not be told. */
  Uni<Tallies> hideReasons(
      SqlConnection connection,
      Scope scope,
      Breakdown breakdown,
      SmallCells small,
      Tallies tallies) {
    if (!small.hides()) {
      return Uni.createFrom().item(tallies);
    }
    var sql = new Sql();
    var frame = new Frame(sql, scope, breakdown);
    return sql.append("SELECT ")
        .append(frame.cell(population.table()))
        .append(", " + reason + " AS reason, count(DISTINCT contact_id) AS contacts FROM ")
        .append(population.table().table())
        .append(" WHERE " + counted(frame, scope) + " GROUP BY 1, 2, 3")
        .run(connection)
        .map(
            rows -> {
              var shown = new HashMap<Cell, Set<String>>();
              for (var row : rows) {
                shown.put(Cell.of(row), new HashSet<>());
              }
              for (var row : small.shown(rows)) {
                shown.get(Cell.of(row)).add(row.getString("reason"));
              }
              shown.forEach(
                  (cell, reasons) ->
                      waits.apply(tallies.of(cell)).byReason().keySet().retainAll(reasons));
              return tallies;
            });
  }

  private String counted(Frame frame, Scope scope) {
    return frame.factRows(population.table(), List.of(scope.period()))
        + " AND exclusion = 0 AND "
        + population.condition()
        + " AND "
        + frame.mature(population.table(), population.horizon());
  }

  Uni<Tallies> run(SqlConnection connection, Scope scope, Breakdown breakdown, Tallies tallies) {
    var sql = new Sql();
    var frame = new Frame(sql, scope, breakdown);
    var table = population.table();
    var seconds = "greatest(0, " + Bins.seconds(from, until) + ")";
    return sql.append("SELECT ")
        .append(frame.cell(table))
        .append(", " + reason + " AS reason, (")
        .append(
            "CASE WHEN " + until + " IS NOT NULL THEN " + Bins.of(seconds) + " END)::int AS bin")
        .append(", count(*) AS waits, coalesce(sum(" + seconds + "), 0)::float8 AS seconds FROM ")
        .append(table.table())
        .append(" WHERE " + counted(frame, scope) + " GROUP BY 1, 2, 3, 4")
        .run(connection)
        .map(
            rows -> {
              for (var row : rows) {
                var of = waits.apply(tallies.of(Cell.of(row)));
                var bin = row.getInteger("bin");
                if (bin == null) {
                  of.addUnanswered(row.getString("reason"), row.getLong("waits"));
                } else {
                  of.add(
                      row.getString("reason"), bin, row.getLong("waits"), row.getDouble("seconds"));
                }
              }
              return tallies;
            });
  }
}
