package io.rapport.metrics.projection;

import static io.rapport.metrics.projection.Column.required;
import static io.rapport.metrics.projection.ColumnType.BIGINT;
import static io.rapport.metrics.projection.ColumnType.INSTANT;
import static io.rapport.metrics.projection.ColumnType.INT;
import static io.rapport.metrics.projection.ColumnType.NUMERIC;
import static io.rapport.metrics.projection.ColumnType.SMALLINT;
import static io.rapport.metrics.projection.ColumnType.TEXT;

import java.util.ArrayList;
import java.util.List;
import java.util.Map.Entry;
import java.util.stream.IntStream;

/** The tables of the days of conversations. */
final class ConversationDayTables {

  private static final Upsert<Entry<ConversationDayKey, long[]>> COUNTS =
      Upsert.adding(
          "conversation_day",
          List.of(
              required("cube", SMALLINT, row -> code(row.getKey())),
              required("kind", SMALLINT, row -> row.getKey().kind().code()),
              required("bucket", INSTANT, row -> row.getKey().bucket()),
              required("ages_from", INSTANT, row -> row.getKey().agesFrom()),
              required("exclusion", SMALLINT, row -> row.getKey().exclusion().code()),
              required("dim1", TEXT, row -> row.getKey().dim1()),
              required("dim2", TEXT, row -> row.getKey().dim2())),
          IntStream.range(0, ConversationDays.MEASURES.size())
              .mapToObj(
                  i ->
                      Column.<Entry<ConversationDayKey, long[]>, Long>required(
                          ConversationDays.MEASURES.get(i).column(),
                          BIGINT,
                          row -> row.getValue()[i]))
              .toList());

  private static final Upsert<Entry<DetailDayKey, ConversationDays.Sum>> DETAILS =
      Upsert.adding(
          "detail_day",
          List.of(
              required("cube", SMALLINT, row -> code(row.getKey().day())),
              required("detail", SMALLINT, row -> row.getKey().name().kind().code()),
              required("bucket", INSTANT, row -> row.getKey().day().bucket()),
              required("ages_from", INSTANT, row -> row.getKey().day().agesFrom()),
              required("dim1", TEXT, row -> row.getKey().day().dim1()),
              required("dim2", TEXT, row -> row.getKey().day().dim2()),
              required("name1", TEXT, row -> row.getKey().name().name1()),
              required("name2", TEXT, row -> row.getKey().name().name2()),
              required("number", INT, row -> row.getKey().name().number())),
          List.of(
              required("facts", BIGINT, row -> row.getValue().facts()),
              required("amount", NUMERIC, row -> row.getValue().amount())));

  private ConversationDayTables() {}

  private static short code(ConversationDayKey key) {
    return (short) (Span.DAY.code() + key.cube().code());
  }

  /** Among the last statements of a transaction, as every worker of the account meets here. */
  static void add(Statements statements, int accountId, ConversationDays days) {
    COUNTS.apply(statements, accountId, new ArrayList<>(days.counts().entrySet()));
    DETAILS.apply(statements, accountId, new ArrayList<>(days.details().entrySet()));
  }
}
