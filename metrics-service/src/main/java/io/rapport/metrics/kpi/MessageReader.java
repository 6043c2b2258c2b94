package io.rapport.metrics.kpi;

import static io.rapport.metrics.kpi.FactReader.instant;
import static io.rapport.metrics.kpi.FactReader.text;

import io.vertx.mutiny.sqlclient.Row;
import java.util.Optional;

/** Messages of the business. */
final class MessageReader implements FactReader {

  @Override
  public String columns() {
    return """
    message_id, sent_at, delivered_at, read_at, failed_at, error_code, first_reply_at, reply_tapped,
    first_click_at, converted_at, opted_out_at, origin, campaign, variant, template, language, segment
    """;
  }

  @Override
  public Class<? extends Fact> type() {
    return Fact.Message.class;
  }

  @Override
  public Fact read(Row row, KpiDefinition kpi, Part part, Optional<String> channel) {
    var sent = instant(row, "sent_at").orElseThrow();
    var delivered = instant(row, "delivered_at");
    return new Fact.Message(
        row.getUUID("contact_id"),
        row.getUUID("message_id"),
        channel.orElseThrow(),
        sent,
        delivered,
        instant(row, "read_at"),
        instant(row, "failed_at"),
        Optional.ofNullable(row.getInteger("error_code")),
        instant(row, "first_reply_at"),
        row.getBoolean("reply_tapped"),
        instant(row, "first_click_at"),
        instant(row, "converted_at"),
        instant(row, "opted_out_at"),
        FactReader.origin(row.getShort("origin")),
        text(row, "campaign"),
        text(row, "variant"),
        text(row, "template"),
        text(row, "language"),
        text(row, "segment"),
        FactReader.lifecycle(row),
        Reason.ofMessage(kpi, part, sent, delivered, instant(row, Reason.about(kpi).column())));
  }
}
