package io.rapport.metrics.projection;

import static io.rapport.metrics.projection.Column.optional;
import static io.rapport.metrics.projection.Column.required;
import static io.rapport.metrics.projection.ColumnType.BIGINT;
import static io.rapport.metrics.projection.ColumnType.BOOLEAN;
import static io.rapport.metrics.projection.ColumnType.ID;
import static io.rapport.metrics.projection.ColumnType.INSTANT;
import static io.rapport.metrics.projection.ColumnType.INT;
import static io.rapport.metrics.projection.ColumnType.SMALLINT;

import io.rapport.common.event.PricingCategory;
import io.rapport.metrics.timeline.ConversionTouchFact;
import io.rapport.metrics.timeline.Exclusion;
import io.rapport.metrics.timeline.Lifecycle;
import io.vertx.mutiny.sqlclient.Row;
import java.util.function.Function;
import java.util.stream.Stream;

/** The table of all messages that touched before a conversion. */
final class ConversionTouchTable {

  static final FactTable<ConversionTouchFact> TOUCHES =
      new FactTable<>(
          "conversion_touch",
          "touch_id",
          ConversionTouchFact::touchId,
          Stream.of(
                  conversion(),
                  message(),
                  MoneyColumns.<ConversionTouchFact>of(ConversionTouchFact::value).stream(),
                  LabelColumns.<ConversionTouchFact>of(t -> t.touch().label()).stream())
              .flatMap(Function.identity())
              .toList(),
          ConversionTouchTable::decode);

  private ConversionTouchTable() {}

  private static Stream<Column<ConversionTouchFact>> conversion() {
    return Stream.of(
        required("conversion_id", ID, ConversionTouchFact::conversionId),
        required("exclusion", SMALLINT, t -> t.exclusion().code()),
        required("lifecycle", SMALLINT, t -> t.lifecycle().code()),
        required("converted_at", INSTANT, ConversionTouchFact::convertedAt),
        required("first", BOOLEAN, ConversionTouchFact::first),
        required("millionths", INT, ConversionTouchFact::millionths),
        required("refunded", BIGINT, ConversionTouchFact::refunded),
        required("share_minor_units", BIGINT, ConversionTouchFact::shareMinorUnits),
        optional("undone_at", INSTANT, ConversionTouchFact::undoneAt));
  }

  private static Stream<Column<ConversionTouchFact>> message() {
    return Stream.of(
        required("message_id", ID, t -> t.touch().messageId()),
        required("channel_id", INT, t -> t.touch().channelId()),
        required("basis", SMALLINT, t -> t.touch().basis().code()),
        required("touched_at", INSTANT, t -> t.touch().at()),
        required("sent_at", INSTANT, t -> t.touch().sentAt()),
        required("origin", SMALLINT, t -> t.touch().origin().code()),
        optional("category", SMALLINT, t -> t.touch().category().map(PricingCategory::code)));
  }

  private static ConversionTouchFact decode(Row row) {
    return new ConversionTouchFact(
        row.getUUID("touch_id"),
        row.getUUID("conversion_id"),
        Exclusion.ofCode(row.getShort("exclusion")),
        Lifecycle.ofCode(row.getShort("lifecycle")),
        INSTANT.read().apply(row, "converted_at"),
        ConversionTable.touch(row),
        row.getBoolean("first"),
        row.getInteger("millionths"),
        MoneyColumns.decode(row),
        row.getLong("refunded"),
        row.getLong("share_minor_units"),
        INSTANT.optional(row, "undone_at"));
  }
}
