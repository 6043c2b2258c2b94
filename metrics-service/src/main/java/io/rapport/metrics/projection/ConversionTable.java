package io.rapport.metrics.projection;

import static io.rapport.metrics.projection.Column.optional;
import static io.rapport.metrics.projection.Column.required;
import static io.rapport.metrics.projection.ColumnType.BIGINT;
import static io.rapport.metrics.projection.ColumnType.ID;
import static io.rapport.metrics.projection.ColumnType.INSTANT;
import static io.rapport.metrics.projection.ColumnType.INT;
import static io.rapport.metrics.projection.ColumnType.SMALLINT;
import static io.rapport.metrics.projection.ColumnType.TEXT;

import io.rapport.common.event.Origin;
import io.rapport.common.event.PricingCategory;
import io.rapport.metrics.timeline.CampaignLabel;
import io.rapport.metrics.timeline.ConversionFact;
import io.rapport.metrics.timeline.Exclusion;
import io.rapport.metrics.timeline.Lifecycle;
import io.rapport.metrics.timeline.Touch;
import io.rapport.metrics.timeline.TouchBasis;
import io.vertx.mutiny.sqlclient.Row;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The table of conversions, each with the message it is due to. */
final class ConversionTable {

  static final FactTable<ConversionFact> CONVERSIONS =
      new FactTable<>(
          "conversion",
          "conversion_id",
          ConversionFact::conversionId,
          Stream.of(
                  Stream.<Column<ConversionFact>>of(
                      required("converted_at", INSTANT, ConversionFact::convertedAt),
                      required("name", TEXT, ConversionFact::name),
                      required("refunded", BIGINT, ConversionFact::refunded),
                      optional("undone_at", INSTANT, ConversionFact::undoneAt),
                      required("exclusion", SMALLINT, c -> c.exclusion().code()),
                      required("lifecycle", SMALLINT, c -> c.lifecycle().code()),
                      optional("message_id", ID, of(Touch::messageId)),
                      optional("channel_id", INT, of(Touch::channelId)),
                      optional("basis", SMALLINT, of(touch -> touch.basis().code())),
                      optional("touched_at", INSTANT, of(Touch::at)),
                      optional("sent_at", INSTANT, of(Touch::sentAt)),
                      optional("origin", SMALLINT, of(touch -> touch.origin().code())),
                      optional("category", SMALLINT, ConversionTable::category)),
                  MoneyColumns.<ConversionFact>of(ConversionFact::value).stream(),
                  LabelColumns.<ConversionFact>of(
                      c -> c.touch().map(Touch::label).orElse(CampaignLabel.NONE))
                      .stream())
              .flatMap(Function.identity())
              .toList(),
          ConversionTable::decode);

  private ConversionTable() {}

  private static <V> Function<ConversionFact, Optional<V>> of(Function<Touch, V> part) {
    return conversion -> conversion.touch().map(part);
  }

  private static Optional<Short> category(ConversionFact conversion) {
    return conversion.touch().flatMap(Touch::category).map(PricingCategory::code);
  }

  private static ConversionFact decode(Row row) {
    return new ConversionFact(
        row.getUUID("conversion_id"),
        Exclusion.ofCode(row.getShort("exclusion")),
        Lifecycle.ofCode(row.getShort("lifecycle")),
        INSTANT.read().apply(row, "converted_at"),
        row.getString("name"),
        MoneyColumns.decode(row),
        row.getLong("refunded"),
        INSTANT.optional(row, "undone_at"),
        ID.optional(row, "message_id").map(message -> touch(row)));
  }

  static Touch touch(Row row) {
    return new Touch(
        row.getUUID("message_id"),
        row.getInteger("channel_id"),
        TouchBasis.ofCode(row.getShort("basis")),
        INSTANT.read().apply(row, "touched_at"),
        INSTANT.read().apply(row, "sent_at"),
        Origin.ofCode(row.getShort("origin")),
        SMALLINT.optional(row, "category").map(PricingCategory::ofCode),
        LabelColumns.decode(row));
  }
}
