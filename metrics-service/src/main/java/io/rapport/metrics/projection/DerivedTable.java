package io.rapport.metrics.projection;

import java.util.Locale;
import java.util.Optional;

/**
 * A table that the projection makes from the facts. Each is there twice: in schema {@code rapport}
 * as it is read, and in {@code rapport_aside} as a rebuild makes it.
 */
enum DerivedTable {
  TIMELINE(""),
  MESSAGE("message_id"),
  EPISODE("episode_id"),
  TURN("turn_id"),
  CONVERSION("conversion_id"),
  CONVERSION_TOUCH("touch_id"),
  FLOW_RUN("run_id"),
  FLOW_STEP("step_id"),
  BOT_INPUT("input_id"),
  CART("cart_id"),
  INVITATION("invitation_id"),
  BLOCKED_SEND("blocked_id"),
  MESSAGE_CUBE(null),
  TURN_CUBE(null),
  LATENCY_CUBE(null),
  MESSAGE_DAY(null),
  TURN_DAY(null),
  LATENCY_DAY(null),
  CONTACT_CUBE(null),
  CONTACT_DAY(null),
  CONTACT_MONTH(null),
  CONVERSATION_DAY(null),
  DETAIL_DAY(null);

  private final Optional<String> idColumn;

  DerivedTable(String idColumn) {
    this.idColumn = Optional.ofNullable(idColumn);
  }

  String table() {
    return name().toLowerCase(Locale.ROOT);
  }

  private String aside() {
    return "rapport_aside." + table();
  }

  /** Whether it has sums, by which no single fact is known. */
  boolean cube() {
    return idColumn.isEmpty();
  }

  /** Takes away what a rebuild has made of an account so far. */
  void clearAside(Statements statements, int accountId) {
    statements.run("DELETE FROM " + aside() + " WHERE account_id = $1", accountId);
  }

  /** Puts what a rebuild has made of an account in place of what was there. */
  void takeOver(Statements statements, int accountId) {
    statements.run(withdrawal(), accountId);
    statements.run(assertion(), accountId);
    clearAside(statements, accountId);
  }

  /** Facts that are as they were stay: most of them, and each has indexes. Cubes are small. */
  private String withdrawal() {
    return cube()
        ? "DELETE FROM " + table() + " WHERE account_id = $1"
        : """
          DELETE FROM %s AS live
          WHERE live.account_id = $1 AND NOT EXISTS (
            SELECT FROM %s AS made
            WHERE made.account_id = $1 AND %s
              AND ROW(made.*) IS NOT DISTINCT FROM ROW(live.*))"""
            .formatted(table(), aside(), sameKey());
  }

  private String assertion() {
    var missing =
        cube()
            ? ""
            : """

              AND NOT EXISTS (
                SELECT FROM %s AS live WHERE live.account_id = $1 AND %s)"""
                .formatted(table(), sameKey());
    return "INSERT INTO %s SELECT made.* FROM %s AS made WHERE made.account_id = $1%s"
        .formatted(table(), aside(), missing);
  }

  private String sameKey() {
    return "made.contact_id = live.contact_id"
        + idColumn
            .filter(column -> !column.isEmpty())
            .map(column -> " AND made.%1$s = live.%1$s".formatted(column))
            .orElse("");
  }
}
