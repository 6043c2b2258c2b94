package io.rapport.metrics.projection;

import java.util.Locale;
import java.util.Optional;

/**
 * A table that the projection makes from the facts. Each is there twice: in schema {@code rapport}
 * as it is read, and in {@code rapport_aside} as a rebuild makes it.
 */
enum DerivedTable {
  TIMELINE(new Rows.OfContacts()),
  MESSAGE(new Rows.OfFacts("message_id")),
  EPISODE(new Rows.OfFacts("episode_id")),
  TURN(new Rows.OfFacts("turn_id")),
  CONVERSION(new Rows.OfFacts("conversion_id")),
  CONVERSION_TOUCH(new Rows.OfFacts("touch_id")),
  FLOW_RUN(new Rows.OfFacts("run_id")),
  FLOW_STEP(new Rows.OfFacts("step_id")),
  BOT_INPUT(new Rows.OfFacts("input_id")),
  CART(new Rows.OfFacts("cart_id")),
  INVITATION(new Rows.OfFacts("invitation_id")),
  BLOCKED_SEND(new Rows.OfFacts("blocked_id")),
  MESSAGE_CUBE(new Rows.Sums()),
  TURN_CUBE(new Rows.Sums()),
  LATENCY_CUBE(new Rows.Sums()),
  MESSAGE_DAY(new Rows.Sums()),
  TURN_DAY(new Rows.Sums()),
  LATENCY_DAY(new Rows.Sums()),
  CONTACT_CUBE(new Rows.Sums()),
  CONTACT_DAY(new Rows.Sums()),
  CONTACT_MONTH(new Rows.Sums()),
  CONVERSATION_DAY(new Rows.Sums()),
  DETAIL_DAY(new Rows.Sums());

  /** What its rows are, within an account. */
  private sealed interface Rows {

    /** One of each contact. */
    record OfContacts() implements Rows {}

    /**
     * One of each fact of a contact.
     *
     * @param idColumn by which it is known beside its contact
     */
    record OfFacts(String idColumn) implements Rows {}

    /** Sums, by which no single fact is known. */
    record Sums() implements Rows {}
  }

  private final Rows rows;

  DerivedTable(Rows rows) {
    this.rows = rows;
  }

  String table() {
    return name().toLowerCase(Locale.ROOT);
  }

  private String aside() {
    return "rapport_aside." + table();
  }

  /** Whether it has sums, by which no single fact is known. */
  boolean cube() {
    return rows instanceof Rows.Sums;
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

  /** Facts that are as they were stay: most of them, and each has indexes. Sums are few. */
  private String withdrawal() {
    return sameKey()
        .map(
            key ->
                """
                DELETE FROM %s AS live
                WHERE live.account_id = $1 AND NOT EXISTS (
                  SELECT FROM %s AS made
                  WHERE made.account_id = $1 AND %s
                    AND ROW(made.*) IS NOT DISTINCT FROM ROW(live.*))"""
                    .formatted(table(), aside(), key))
        .orElseGet(() -> "DELETE FROM " + table() + " WHERE account_id = $1");
  }

  private String assertion() {
    var missing =
        sameKey()
            .map(
                key ->
                    """

                    AND NOT EXISTS (
                      SELECT FROM %s AS live WHERE live.account_id = $1 AND %s)"""
                        .formatted(table(), key))
            .orElse("");
    return "INSERT INTO %s SELECT made.* FROM %s AS made WHERE made.account_id = $1%s"
        .formatted(table(), aside(), missing);
  }

  /** When a row of either side is of the same contact or fact as one of the other. */
  private Optional<String> sameKey() {
    var sameContact = "made.contact_id = live.contact_id";
    return switch (rows) {
      case Rows.OfContacts() -> Optional.of(sameContact);
      case Rows.OfFacts(var id) ->
          Optional.of(sameContact + " AND made.%1$s = live.%1$s".formatted(id));
      case Rows.Sums() -> Optional.empty();
    };
  }
}
