package io.rapport.metrics.kpi;

import io.vertx.mutiny.sqlclient.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * What of the lists beside a number may be shown: no entry of fewer contacts than may be told
 * apart, and where all that is left out would be so few, not the smallest of the others either,
 * lest it be found as a difference.
 *
 * @param fewest contacts of an entry; 1 for those who may see single contacts
 */
record SmallCells(long fewest) {

  /** Everything is shown. */
  static final SmallCells SHOWN = new SmallCells(1);

  /** What who asks may see. */
  static SmallCells of(Question question, KpiSettings settings) {
    return question.singleContacts() ? SHOWN : new SmallCells(settings.smallestGroup());
  }

  private static final String CONTACTS = "contacts";

  boolean hides() {
    return fewest > 1;
  }

  /**
   * The rows that may be shown, in their order.
   *
   * @param rows each with the columns of its cell and {@code contacts}
   */
  List<Row> shown(Iterable<Row> rows) {
    var cells = new LinkedHashMap<Cell, List<Row>>();
    for (var row : rows) {
      cells.computeIfAbsent(Cell.of(row), _ -> new ArrayList<>()).add(row);
    }
    var shown = new ArrayList<Row>();
    cells.values().forEach(cell -> shown.addAll(of(cell)));
    return shown;
  }

  private List<Row> of(List<Row> cell) {
    var shown = new ArrayList<>(cell);
    shown.removeIf(row -> row.getLong(CONTACTS) < fewest);
    long hidden =
        cell.stream()
            .mapToLong(row -> row.getLong(CONTACTS))
            .filter(contacts -> contacts < fewest)
            .sum();
    if (hidden > 0 && hidden < fewest) {
      shown.stream()
          .min(Comparator.comparingLong(row -> row.getLong(CONTACTS)))
          .ifPresent(shown::remove);
    }
    return shown;
  }
}
