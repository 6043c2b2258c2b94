package io.rapport.metrics.kpi;

import io.rapport.metrics.statistics.ClusterMoments;
import io.vertx.mutiny.sqlclient.Row;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sums over contacts, by cell.
 *
 * @param columns where each sum stands in the values of a cell
 */
record ContactSums(Map<String, Integer> columns, Map<Cell, double[]> values) {

  /** The sums of one cell, or of all. */
  static final class Of {

    private final Map<String, Integer> columns;
    private final double[] values;

    private Of(Map<String, Integer> columns, double[] values) {
      this.columns = columns;
      this.values = values;
    }

    double sum(String column) {
      return values[columns.get(column)];
    }

    long count(String column) {
      return Math.round(sum(column));
    }

    /** What was added up of trials and totals under this name. */
    ClusterMoments moments(String name) {
      return new ClusterMoments(
          count("m_" + name),
          sum("n_" + name),
          sum("y_" + name),
          sum("nn_" + name),
          sum("yy_" + name),
          sum("ny_" + name));
    }
  }

  static ContactSums of(Iterable<Row> rows, List<String> names) {
    var columns = new HashMap<String, Integer>();
    names.forEach(name -> columns.put(name, columns.size()));
    var values = new HashMap<Cell, double[]>();
    for (var row : rows) {
      values.put(Cell.of(row), names.stream().mapToDouble(name -> number(row, name)).toArray());
    }
    return new ContactSums(Map.copyOf(columns), values);
  }

  private static double number(Row row, String name) {
    var number = row.getDouble(name);
    return number == null ? 0 : number;
  }

  /** Zeros where nobody is in a cell. */
  Of of(Cell cell) {
    var known = values.get(cell);
    return new Of(columns, known == null ? new double[columns.size()] : known);
  }

  /** Of all cells together; a contact of two cells counts twice. */
  Of whole() {
    var sums = new double[columns.size()];
    values.values().forEach(cell -> Arrays.setAll(sums, i -> sums[i] + cell[i]));
    return new Of(columns, sums);
  }

  boolean nobody() {
    return values.isEmpty();
  }

  /** How many numbers it holds. */
  int size() {
    return (values.size() + 1) * columns.size();
  }
}
