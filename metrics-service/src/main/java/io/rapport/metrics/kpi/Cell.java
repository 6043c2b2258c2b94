package io.rapport.metrics.kpi;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * One part of a breakdown.
 *
 * @param group the group's key as the database writes it, empty where not grouped
 * @param step when its step of time began, empty where there are no steps
 */
record Cell(Optional<String> group, Optional<Instant> step) {

  /** The only cell of no breakdown. */
  static final Cell ALL = new Cell(Optional.empty(), Optional.empty());

  static Cell of(Row row) {
    return new Cell(
        Optional.ofNullable(row.getString("grp")),
        Optional.ofNullable(row.getOffsetDateTime("step")).map(OffsetDateTime::toInstant));
  }
}
