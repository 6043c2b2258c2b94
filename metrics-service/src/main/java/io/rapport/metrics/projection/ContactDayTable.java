package io.rapport.metrics.projection;

import static io.rapport.metrics.projection.Column.required;
import static io.rapport.metrics.projection.ColumnType.BIGINT;
import static io.rapport.metrics.projection.ColumnType.INSTANT;
import static io.rapport.metrics.projection.ColumnType.SMALLINT;

import java.util.List;
import java.util.Map;
import java.util.Map.Entry;

/** The tables of contacts, by quarter of an hour, day and month. */
final class ContactDayTable {

  private static final Map<Span, Upsert<Entry<ContactDayKey, Long>>> TABLES =
      Map.of(
          Span.QUARTER_HOUR, table("contact_cube"),
          Span.DAY, table("contact_day"),
          Span.MONTH, table("contact_month"));

  private static Upsert<Entry<ContactDayKey, Long>> table(String name) {
    return Upsert.adding(
        name,
        List.of(
            required("measure", SMALLINT, row -> row.getKey().measure().code()),
            required("bucket", INSTANT, row -> row.getKey().bucket()),
            required("exclusion", SMALLINT, row -> row.getKey().exclusion().code()),
            required("previous", INSTANT, row -> row.getKey().previous())),
        List.of(required("contacts", BIGINT, Entry::getValue)));
  }

  private ContactDayTable() {}

  static void add(Statements statements, int accountId, ContactDays days) {
    var deltas = days.deltas();
    for (var span : Span.values()) {
      TABLES
          .get(span)
          .apply(
              statements,
              accountId,
              deltas.entrySet().stream().filter(row -> row.getKey().span() == span).toList());
    }
  }
}
