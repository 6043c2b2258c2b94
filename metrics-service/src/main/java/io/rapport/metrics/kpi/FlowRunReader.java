package io.rapport.metrics.kpi;

import static io.rapport.metrics.kpi.FactReader.instant;

import io.rapport.metrics.timeline.FlowOutcome;
import io.vertx.mutiny.sqlclient.Row;
import java.util.Optional;

/** Runs through the flows of bots. */
final class FlowRunReader implements FactReader {

  @Override
  public String columns() {
    return "run_id, bot, flow, started_at, last_at, outcome, inputs";
  }

  @Override
  public Class<? extends Fact> type() {
    return Fact.FlowRun.class;
  }

  @Override
  public Fact read(Row row, KpiDefinition kpi, Part part, Optional<String> channel) {
    var outcome = FlowOutcome.ofCode(row.getShort("outcome")).id();
    var started = instant(row, "started_at").orElseThrow();
    var last = instant(row, "last_at").orElseThrow();
    return new Fact.FlowRun(
        row.getUUID("contact_id"),
        row.getUUID("run_id"),
        channel,
        row.getString("bot"),
        FactReader.text(row, "flow"),
        started,
        last,
        outcome,
        row.getInteger("inputs"),
        FactReader.lifecycle(row),
        Reason.after(outcome, started, last, "it started") + Reason.ageOf(kpi));
  }
}
