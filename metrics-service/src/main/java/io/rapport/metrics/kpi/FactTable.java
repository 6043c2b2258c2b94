package io.rapport.metrics.kpi;

import java.util.Objects;

/** A table with one row for each thing that is counted, and the cube that holds its sums. */
enum FactTable {
  /** Of the messages only those with which the business began: nothing else is counted by a KPI. */
  MESSAGE("message", "message_cube", "sent_at", "message_id", "business_initiated"),
  TURN("turn", "turn_cube", "started_at", "turn_id", "TRUE"),
  /** Of the conversions those that are due to a message, at the time of its sending. */
  CONVERSION("conversion", null, "sent_at", "conversion_id", "message_id IS NOT NULL");

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

  /** The table of its sums, where there is one. */
  String cube() {
    return Objects.requireNonNull(cube, this + " has no cube");
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
