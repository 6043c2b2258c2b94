package io.rapport.ingest.imports.read;

import static java.util.Objects.requireNonNull;

import io.rapport.ingest.imports.read.Cells.FaultException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What WhatsApp Manager exports of its insights: a row a day with the messages sent, delivered and
 * read. Meta documents no column names; those met are known here under what they mean
 * (docs/import.md), and others are passed over. For one file.
 */
public final class InsightsReader {

  private static final Map<String, String> MEANINGS =
      Map.ofEntries(
          Map.entry("date", "day"),
          Map.entry("day", "day"),
          Map.entry("startdate", "day"),
          Map.entry("start", "day"),
          Map.entry("sent", "sent"),
          Map.entry("messagessent", "sent"),
          Map.entry("delivered", "delivered"),
          Map.entry("messagesdelivered", "delivered"),
          Map.entry("read", "read"),
          Map.entry("messagesread", "read"),
          Map.entry("phonenumberid", "phoneNumberId"),
          Map.entry("template", "template"),
          Map.entry("templatename", "template"));

  private static final Set<String> FIGURES = Set.of("sent", "delivered", "read");

  private final CsvTable table;
  private final Optional<DateOrder> dateOrder;

  /**
   * @param header the first record of the file, which names the columns
   * @param dateOrder of days that are written in numbers alone
   * @throws UnreadableException if it names no day or no figure
   */
  public InsightsReader(String header, Optional<DateOrder> dateOrder) {
    this.dateOrder = requireNonNull(dateOrder, "dateOrder is null");
    this.table = new CsvTable(header);
    var meant = table.columns().stream().flatMap(column -> meaning(column).stream()).toList();
    if (!meant.contains("day") || meant.stream().noneMatch(FIGURES::contains)) {
      throw new UnreadableException(
          "the header is to name a day, and what was sent, delivered or read");
    }
  }

  private static Optional<String> meaning(String column) {
    return Optional.ofNullable(
        MEANINGS.get(column.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "")));
  }

  /**
   * @param text whole records, without the header
   * @param firstLine of the file that the text begins with
   * @throws UnreadableException if nobody knows where its records end
   */
  public List<Row> read(String text, long firstLine) {
    return table.read(text, firstLine).stream().map(this::row).toList();
  }

  private Row row(CsvTable.Line record) {
    if (record.fault().isPresent()) {
      return new Row.Faulty(record.line(), "", record.fault().get());
    }
    Map<String, String> meant = new HashMap<>();
    record
        .cells()
        .forEach(
            (column, value) ->
                meaning(column).ifPresent(meaning -> meant.putIfAbsent(meaning, value)));
    var cells = new Cells(meant);
    try {
      return new Row.InsightDay(
          record.line(),
          cells.day("day", dateOrder),
          cells.id("phoneNumberId"),
          cells.id("template"),
          cells.count("sent").orElse(0L),
          cells.count("delivered").orElse(0L),
          cells.count("read").orElse(0L));
    } catch (FaultException e) {
      return e.at(record.line());
    }
  }
}
