package io.rapport.metrics.kpi;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The tallies of all cells of a breakdown; a cell nobody counted in is empty. */
final class Tallies {

  private final Map<Cell, Tally> byCell = new HashMap<>();

  Tally of(Cell cell) {
    return byCell.computeIfAbsent(cell, _ -> new Tally());
  }

  Set<Cell> cells() {
    return Set.copyOf(byCell.keySet());
  }
}
