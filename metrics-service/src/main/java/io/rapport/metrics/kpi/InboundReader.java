package io.rapport.metrics.kpi;

import io.vertx.mutiny.sqlclient.Row;
import java.util.Optional;

/** What contacts wrote in the period before: by it they were active. */
final class InboundReader implements FactReader {

  @Override
  public String columns() {
    return "message_id, sent_at";
  }

  @Override
  public Class<? extends Fact> type() {
    return Fact.Active.class;
  }

  @Override
  public Fact read(Row row, KpiDefinition kpi, Part part, Optional<String> channel) {
    return new Fact.Active(
        row.getUUID("contact_id"),
        row.getUUID("message_id"),
        channel.orElseThrow(),
        FactReader.instant(row, "sent_at").orElseThrow(),
        FactReader.lifecycle(row),
        part == Part.NUMERATOR ? "active before and again" : "active before");
  }
}
