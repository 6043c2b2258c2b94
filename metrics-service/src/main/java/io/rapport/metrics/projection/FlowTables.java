package io.rapport.metrics.projection;

import static io.rapport.metrics.projection.Column.optional;
import static io.rapport.metrics.projection.Column.required;
import static io.rapport.metrics.projection.ColumnType.BOOLEAN;
import static io.rapport.metrics.projection.ColumnType.ID;
import static io.rapport.metrics.projection.ColumnType.INSTANT;
import static io.rapport.metrics.projection.ColumnType.INT;
import static io.rapport.metrics.projection.ColumnType.SMALLINT;
import static io.rapport.metrics.projection.ColumnType.TEXT;

import io.rapport.metrics.timeline.Exclusion;
import io.rapport.metrics.timeline.FlowOutcome;
import io.rapport.metrics.timeline.FlowRunFact;
import io.rapport.metrics.timeline.FlowStepFact;
import io.rapport.metrics.timeline.Lifecycle;
import io.vertx.mutiny.sqlclient.Row;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The tables of runs through flows and of the steps they reached, each with its run. */
final class FlowTables {

  static final FactTable<FlowRunFact> RUNS =
      new FactTable<>(
          "flow_run",
          "run_id",
          FlowRunFact::runId,
          run(Function.<FlowRunFact>identity()),
          FlowTables::decodeRun);

  static final FactTable<FlowStepFact> STEPS =
      new FactTable<>(
          "flow_step",
          "step_id",
          FlowStepFact::stepId,
          Stream.concat(
                  Stream.<Column<FlowStepFact>>of(
                      required("run_id", ID, step -> step.run().runId()),
                      required("step_name", TEXT, FlowStepFact::step),
                      required("position", INT, FlowStepFact::position),
                      required("reached_at", INSTANT, FlowStepFact::reachedAt),
                      required("answered", BOOLEAN, FlowStepFact::answered)),
                  run(FlowStepFact::run).stream())
              .toList(),
          FlowTables::decodeStep);

  private FlowTables() {}

  private static <F> List<Column<F>> run(Function<F, FlowRunFact> run) {
    return List.of(
        required("channel_id", INT, fact -> run.apply(fact).channelId()),
        required("bot", TEXT, fact -> run.apply(fact).bot()),
        optional("flow", TEXT, fact -> run.apply(fact).flow()),
        required("started_at", INSTANT, fact -> run.apply(fact).startedAt()),
        required("last_at", INSTANT, fact -> run.apply(fact).lastAt()),
        required("outcome", SMALLINT, fact -> run.apply(fact).outcome().code()),
        required("inputs", INT, fact -> run.apply(fact).inputs()),
        required("exclusion", SMALLINT, fact -> run.apply(fact).exclusion().code()),
        required("lifecycle", SMALLINT, fact -> run.apply(fact).lifecycle().code()));
  }

  private static FlowRunFact decodeRun(Row row) {
    return new FlowRunFact(
        row.getUUID("run_id"),
        row.getInteger("channel_id"),
        Exclusion.ofCode(row.getShort("exclusion")),
        Lifecycle.ofCode(row.getShort("lifecycle")),
        row.getString("bot"),
        TEXT.optional(row, "flow"),
        INSTANT.read().apply(row, "started_at"),
        INSTANT.read().apply(row, "last_at"),
        FlowOutcome.ofCode(row.getShort("outcome")),
        row.getInteger("inputs"));
  }

  private static FlowStepFact decodeStep(Row row) {
    return new FlowStepFact(
        row.getUUID("step_id"),
        decodeRun(row),
        row.getString("step_name"),
        row.getInteger("position"),
        INSTANT.read().apply(row, "reached_at"),
        row.getBoolean("answered"));
  }
}
