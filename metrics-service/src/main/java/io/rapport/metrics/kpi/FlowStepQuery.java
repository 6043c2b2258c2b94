package io.rapport.metrics.kpi;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Counts at which steps of flows runs stood still. */
final class FlowStepQuery {

  /** So many steps are told of at most; those that most runs reached. */
  private static final int MOST_STEPS = 100;

  private FlowStepQuery() {}

  static Uni<Tallies> run(
      SqlConnection connection,
      Scope scope,
      Breakdown breakdown,
      SmallCells small,
      Tallies tallies) {
    var sql = new Sql();
    var frame = new Frame(sql, scope, breakdown);
    var table = FactTable.FLOW_STEP;
    return sql.append("SELECT * FROM (SELECT counted.*, row_number() OVER (")
        .append("PARTITION BY grp, step ORDER BY reached DESC, flow, step_name) AS place FROM (")
        .append("SELECT ")
        .append(frame.cell(table))
        .append(", coalesce(flow, '') AS flow, step_name, avg(position)::float8 AS place_in_flow")
        .append(", count(*) AS reached, count(*) FILTER (WHERE NOT answered) AS unanswered")
        .append(", count(DISTINCT contact_id) AS contacts FROM ")
        .append(table.table())
        .append(" WHERE ")
        .append(frame.factRows(table, List.of(scope.period())))
        .append(" AND exclusion = 0 AND ")
        .append(frame.mature(table, Measure.RUNS.horizon()))
        .append(" GROUP BY 1, 2, 3, 4) AS counted) AS placed WHERE place <= ")
        .append(sql.bind(MOST_STEPS))
        .append(" ORDER BY flow, place_in_flow, step_name")
        .run(connection)
        .map(
            rows -> {
              for (var row : small.shown(rows)) {
                long reached = row.getLong("reached");
                long unanswered = row.getLong("unanswered");
                var flow = row.getString("flow");
                tallies
                    .of(Cell.of(row))
                    .addFlowStep(
                        new Detail.FlowStep(
                            flow.isEmpty() ? Optional.empty() : Optional.of(flow),
                            row.getString("step_name"),
                            row.getDouble("place_in_flow"),
                            reached,
                            unanswered,
                            OptionalDouble.of((double) unanswered / reached)));
              }
              return tallies;
            });
  }

  /** Adds how many runs reached at least one step, two, three and so on: never more than before. */
  static Uni<Tallies> depths(
      SqlConnection connection,
      Scope scope,
      Breakdown breakdown,
      SmallCells small,
      Tallies tallies) {
    var sql = new Sql();
    var frame = new Frame(sql, scope, breakdown);
    var table = FactTable.FLOW_STEP;
    return sql.append("SELECT ")
        .append(frame.cell(table))
        .append(
            ", position, count(*) AS runs, count(DISTINCT contact_id) AS contacts FROM "
                + table.table()
                + " WHERE ")
        .append(frame.factRows(table, List.of(scope.period())))
        .append(" AND exclusion = 0 AND position <= " + sql.bind(MOST_STEPS) + " AND ")
        .append(frame.mature(table, Measure.RUNS.horizon()))
        .append(" GROUP BY 1, 2, 3 ORDER BY 3")
        .run(connection)
        .map(
            rows -> {
              // Who came so deep came through everything above: only the end can be too small.
              for (var row : rows) {
                if (row.getLong("contacts") >= small.fewest()) {
                  tallies.of(Cell.of(row)).addFlowDepth(row.getLong("runs"));
                }
              }
              return tallies;
            });
  }
}
