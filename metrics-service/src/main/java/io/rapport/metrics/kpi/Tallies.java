package io.rapport.metrics.kpi;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The tallies of all cells of a breakdown; a cell nobody counted in is empty. */
final class Tallies {

  private final boolean calendar;
  private final Map<Cell, Tally> byCell = new HashMap<>();
  private final Set<FactTable> tooSmall = EnumSet.noneOf(FactTable.class);
  private boolean remembered;
  private final Map<FactTable, ContactSample> samples = new EnumMap<>(FactTable.class);

  /** Of an account without a calendar. */
  Tallies() {
    this(false);
  }

  /**
   * @param calendar whether waits during business hours are known
   */
  Tallies(boolean calendar) {
    this.calendar = calendar;
  }

  Tally of(Cell cell) {
    return byCell.computeIfAbsent(cell, _ -> new Tally(calendar));
  }

  /** How many facts of a table have been counted at least, in all cells together. */
  long facts(FactTable table) {
    return byCell.values().stream().mapToLong(tally -> tally.facts(table)).sum();
  }

  /** From whose facts of a table intervals are computed. */
  void sampled(FactTable table, ContactSample sample) {
    tooSmall.remove(table);
    samples.put(table, sample);
    byCell.values().forEach(tally -> tally.sampled(table, sample));
  }

  /** Remembers that a sample of a table tells too little. */
  void tooSmall(FactTable table) {
    tooSmall.add(table);
  }

  boolean sampleTooSmall(FactTable table) {
    return tooSmall.contains(table);
  }

  /** Notes that contacts were not looked at now, but some time before. */
  void remembered() {
    remembered = true;
  }

  /** Whether all contacts were looked at now, so that of each cell it is known how many it has. */
  boolean contactsKnown() {
    return !remembered && !sampled();
  }

  /** Whether any interval is computed from a sample. */
  boolean sampled() {
    return samples.values().stream().anyMatch(sample -> !sample.isAll());
  }

  Set<Cell> cells() {
    return Set.copyOf(byCell.keySet());
  }
}
