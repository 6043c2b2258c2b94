package io.rapport.metrics.kpi;

/** A table with one row for each thing that is counted, and the cube that holds its sums. */
enum FactTable {
  /** Of the messages only those with which the business began: nothing else is counted by a KPI. */
  MESSAGE("message", "message_cube", "sent_at", "message_id", "business_initiated"),
  TURN("turn", "turn_cube", "started_at", "turn_id", "TRUE");

  private final String table;
  private final String cube;
  private final String time;
  private final String id;
  private final String population;

  FactTable(String table, String cube, String time, String id, String population) {
    this.table = table;
    this.cube = cube;
    this.time = time;
    this.id = id;
    this.population = population;
  }

  String table() {
    return table;
  }

  String cube() {
    return cube;
  }

  /** The column that says to which period a fact belongs: when it started. */
  String time() {
    return time;
  }

  String id() {
    return id;
  }

  /** The condition for a row to be counted at all. */
  String population() {
    return population;
  }
}
