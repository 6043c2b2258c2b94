package io.rapport.metrics.kpi;

import static io.rapport.metrics.kpi.FactReader.text;

import io.vertx.mutiny.sqlclient.Row;
import java.util.Optional;

/** What customers said to bots. */
final class BotInputReader implements FactReader {

  @Override
  public String columns() {
    return "input_id, occurred_at, bot, flow, recognised, intent";
  }

  @Override
  public Class<? extends Fact> type() {
    return Fact.BotInput.class;
  }

  @Override
  public Fact read(Row row, KpiDefinition kpi, Part part, Optional<String> channel) {
    boolean recognised = row.getBoolean("recognised");
    return new Fact.BotInput(
        row.getUUID("contact_id"),
        row.getUUID("input_id"),
        channel,
        FactReader.instant(row, "occurred_at").orElseThrow(),
        row.getString("bot"),
        text(row, "flow"),
        recognised,
        text(row, "intent"),
        FactReader.lifecycle(row),
        recognised ? "understood" : "not understood");
  }
}
