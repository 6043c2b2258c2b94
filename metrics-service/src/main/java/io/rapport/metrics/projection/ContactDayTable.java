package io.rapport.metrics.projection;

import static io.rapport.metrics.projection.Column.required;
import static io.rapport.metrics.projection.ColumnType.BIGINT;
import static io.rapport.metrics.projection.ColumnType.INSTANT;
import static io.rapport.metrics.projection.ColumnType.SMALLINT;

import java.util.ArrayList;
import java.util.List;
import java.util.Map.Entry;

/** The table {@code contact_day_cube}. */
final class ContactDayTable {

  private static final Upsert<Entry<ContactDayKey, Long>> CONTACTS =
      Upsert.adding(
          "contact_day_cube",
          List.of(
              required("span", SMALLINT, row -> row.getKey().span().code()),
              required("measure", SMALLINT, row -> row.getKey().measure().code()),
              required("bucket", INSTANT, row -> row.getKey().bucket()),
              required("exclusion", SMALLINT, row -> row.getKey().exclusion().code()),
              required("previous", INSTANT, row -> row.getKey().previous())),
          List.of(required("contacts", BIGINT, Entry::getValue)));

  private ContactDayTable() {}

  static void add(Statements statements, int accountId, ContactDays days) {
    CONTACTS.apply(statements, accountId, new ArrayList<>(days.deltas().entrySet()));
  }
}
