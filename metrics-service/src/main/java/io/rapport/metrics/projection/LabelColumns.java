package io.rapport.metrics.projection;

import static io.rapport.metrics.projection.ColumnType.TEXT;

import io.rapport.metrics.timeline.CampaignLabel;
import io.vertx.mutiny.sqlclient.Row;
import java.util.List;
import java.util.function.Function;

/** A campaign label as columns, which messages, turns and other facts have alike. */
final class LabelColumns {

  private LabelColumns() {}

  static <F> List<Column<F>> of(Function<F, CampaignLabel> label) {
    return List.of(
        Column.optional("campaign", TEXT, fact -> label.apply(fact).campaign()),
        Column.optional("variant", TEXT, fact -> label.apply(fact).variant()),
        Column.optional("template", TEXT, fact -> label.apply(fact).template()),
        Column.optional("language", TEXT, fact -> label.apply(fact).language()),
        Column.optional("segment", TEXT, fact -> label.apply(fact).segment()),
        Column.optional("format", TEXT, fact -> label.apply(fact).format()));
  }

  static CampaignLabel decode(Row row) {
    return new CampaignLabel(
        TEXT.optional(row, "campaign"),
        TEXT.optional(row, "variant"),
        TEXT.optional(row, "template"),
        TEXT.optional(row, "language"),
        TEXT.optional(row, "segment"),
        TEXT.optional(row, "format"));
  }
}
