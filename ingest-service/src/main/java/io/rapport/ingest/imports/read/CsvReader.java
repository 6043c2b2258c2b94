package io.rapport.ingest.imports.read;

import java.util.List;

/** Messages as comma-separated values, a row each (docs/import.md). For one file. */
public final class CsvReader {

  private final CsvTable table;

  /**
   * @param header the first record of the file, which names the columns
   */
  public CsvReader(String header) {
    this.table = new CsvTable(header);
  }

  /**
   * @param text whole records, without the header
   * @param firstLine of the file that the text begins with
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
