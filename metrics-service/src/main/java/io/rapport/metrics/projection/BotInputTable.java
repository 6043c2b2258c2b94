package io.rapport.metrics.projection;

import static io.rapport.metrics.projection.Column.optional;
import static io.rapport.metrics.projection.Column.required;
import static io.rapport.metrics.projection.ColumnType.BOOLEAN;
import static io.rapport.metrics.projection.ColumnType.INSTANT;
import static io.rapport.metrics.projection.ColumnType.INT;
import static io.rapport.metrics.projection.ColumnType.SMALLINT;
import static io.rapport.metrics.projection.ColumnType.TEXT;

import io.rapport.metrics.timeline.BotInputFact;
import io.rapport.metrics.timeline.Exclusion;
import io.rapport.metrics.timeline.Lifecycle;
import io.vertx.mutiny.sqlclient.Row;
import java.util.List;

/** The table of what customers said to bots. */
final class BotInputTable {

  static final FactTable<BotInputFact> INPUTS =
      new FactTable<>(
          "bot_input",
          "input_id",
          BotInputFact::inputId,
          List.of(
              required("channel_id", INT, BotInputFact::channelId),
              required("occurred_at", INSTANT, BotInputFact::at),
              required("bot", TEXT, BotInputFact::bot),
              optional("flow", TEXT, BotInputFact::flow),
              required("recognised", BOOLEAN, BotInputFact::recognised),
              optional("intent", TEXT, BotInputFact::intent),
              required("exclusion", SMALLINT, input -> input.exclusion().code()),
              required("lifecycle", SMALLINT, input -> input.lifecycle().code())),
          BotInputTable::decode);

  private BotInputTable() {}

  private static BotInputFact decode(Row row) {
    return new BotInputFact(
        row.getUUID("input_id"),
        row.getInteger("channel_id"),
        Exclusion.ofCode(row.getShort("exclusion")),
        Lifecycle.ofCode(row.getShort("lifecycle")),
        INSTANT.read().apply(row, "occurred_at"),
        row.getString("bot"),
        TEXT.optional(row, "flow"),
        row.getBoolean("recognised"),
        TEXT.optional(row, "intent"));
  }
}
