package io.rapport.metrics.kpi;

import io.rapport.common.event.Origin;
import io.rapport.metrics.timeline.Lifecycle;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Reads the rows of one table as the facts they are. */
interface FactReader {

  /** What must be selected, beside {@code contact_id}, {@code channel} and {@code lifecycle}. */
  String columns();

  /** The record that each of its facts is. */
  Class<? extends Fact> type();

  Fact read(Row row, KpiDefinition kpi, Part part, Optional<String> channel);

  static FactReader of(FactTable table) {
    return switch (table) {
      case MESSAGE -> new MessageReader();
      case TURN -> new TurnReader();
      case EPISODE, WAIT -> new EpisodeReader(table);
      case FLOW_RUN -> new FlowRunReader();
      case BOT_INPUT -> new BotInputReader();
      case CART -> new CartReader();
      case INVITATION -> new InvitationReader();
      case INBOUND -> new InboundReader();
      case CONVERSION, CONVERSION_TOUCH, FLOW_STEP, BLOCKED, OUTBOUND, EXCHANGED ->
          throw new IllegalArgumentException("no KPI counts " + table.table());
    };
  }

  static String lifecycle(Row row) {
    return Lifecycle.ofCode(row.getShort("lifecycle")).id();
  }

  static Optional<String> origin(Short code) {
    return Optional.ofNullable(code).map(Origin::ofCode).map(Origin::id);
  }

  static Optional<String> text(Row row, String column) {
    return Optional.ofNullable(row.getString(column));
  }

  static Optional<Instant> instant(Row row, String column) {
    return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
  }
}
