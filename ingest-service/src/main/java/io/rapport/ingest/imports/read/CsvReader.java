package io.rapport.ingest.imports.read;

import java.util.List;

/** Messages as comma-separated values, a row each (docs/import.md). For one file. */
public final class CsvReader {

  private final CsvTable table;

  /**
   * @param header the first record of the file, which names the columns
   * @throws UnreadableException if it does not, or not all that a message needs
   */
  public CsvReader(String header) {
    this.table = new CsvTable(header);
    var columns = table.columns();
    for (int i = 0; i < columns.size(); i++) {
      var column = columns.get(i);
      // A header that is missing is a row: it is not repeated.
      if (!MessageColumns.KNOWN.contains(column)) {
        throw new UnreadableException(
            "column %d of the header is not known; known are %s"
                .formatted(i + 1, String.join(", ", MessageColumns.KNOWN)));
      }
      if (columns.indexOf(column) < i) {
        throw new UnreadableException("the header names %s twice".formatted(column));
      }
    }
    for (var required : MessageColumns.REQUIRED) {
      if (!columns.contains(required)) {
        throw new UnreadableException("the header has no column %s".formatted(required));
      }
    }
  }

  /**
   * @param text whole records, without the header
   * @param firstLine of the file that the text begins with
   * @throws UnreadableException if nobody knows where its records end
   */
  public List<Row> read(String text, long firstLine) {
    return table.read(text, firstLine).stream().map(CsvReader::row).toList();
  }

  private static Row row(CsvTable.Line record) {
    return record
        .fault()
        .<Row>map(fault -> new Row.Faulty(record.line(), "", fault))
        .orElseGet(() -> MessageColumns.read(record.line(), new Cells(record.cells())));
  }
}
