package io.rapport.ingest.imports.read;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Comma-separated values (RFC 4180) under a header: what separates them is told by the header. For
 * one file.
 */
final class CsvTable {

  private static final char[] SEPARATORS = {',', ';', '\t', '|'};

  private final CSVFormat format;
  private final List<String> columns;

  /**
   * A record of the table, with the line of the file on which it begins; empty cells are left out.
   */
  record Line(long line, Map<String, String> cells, Optional<String> fault) {}

  /**
   * @param header the first record of the file
   * @throws UnreadableException if it is none
   */
  CsvTable(String header) {
    var plain = header.startsWith("\uFEFF") ? header.substring(1) : header;
    if (plain.chars().anyMatch(c -> Character.isISOControl(c) && c != '\t' && c != '\r')) {
      throw new UnreadableException("the header has control characters: the file is no UTF-8");
    }
    this.format =
        CSVFormat.RFC4180.builder().setDelimiter(separator(plain)).setIgnoreEmptyLines(true).get();
    this.columns = names(plain).stream().map(ColumnName::camelCase).toList();
  }

  /** The columns in their order, each in camel case; empty where the header names none. */
  List<String> columns() {
    return columns;
  }

  /**
   * @param firstLine of the file that the text begins with
   * @throws UnreadableException if nobody knows where its records end
   */
  List<Line> read(String text, long firstLine) {
    var records = new ArrayList<Line>();
    var lines = new LineCount(text, firstLine);
    long begins = firstLine;
    try (var parser = CSVParser.parse(text, format)) {
      for (var record : parser) {
        records.add(record(lines.at(record.getCharacterPosition()), record));
        begins = firstLine + parser.getCurrentLineNumber();
      }
    } catch (IOException | UncheckedIOException e) {
      throw new UnreadableException(
          ("line %d is no CSV: a quote is not closed, or text follows one. A chunk has whole records,"
                  + " and nothing of this one was kept.")
              .formatted(begins));
    }
    return records;
  }

  private Line record(long line, CSVRecord record) {
    if (record.size() != columns.size()) {
      return new Line(
          line,
          Map.of(),
          Optional.of(
              "has %d columns where the header has %d".formatted(record.size(), columns.size())));
    }
    Map<String, String> cells = new LinkedHashMap<>();
    for (int i = 0; i < record.size(); i++) {
      if (!record.get(i).isBlank()) {
        cells.put(columns.get(i), record.get(i));
      }
    }
    return new Line(line, cells, Optional.empty());
  }

  private List<String> names(String header) {
    try (var parser = CSVParser.parse(header, format)) {
      var records = parser.getRecords();
      if (records.size() == 1) {
        return records.getFirst().toList();
      }
    } catch (IOException | UncheckedIOException e) {
      throw new UnreadableException(
          "the header is no CSV: a quote is not closed, or text follows one");
    }
    throw new UnreadableException("the first line is to be the header, which names the columns");
  }

  private static char separator(String header) {
    char best = SEPARATORS[0];
    for (char separator : SEPARATORS) {
      if (count(header, separator) > count(header, best)) {
        best = separator;
      }
    }
    return best;
  }

  private static long count(String text, char character) {
    return text.chars().filter(c -> c == character).count();
  }
}
