package io.rapport.metrics.kpi;

import static io.rapport.metrics.kpi.FactTable.MESSAGE;
import static io.rapport.metrics.kpi.FactTable.TURN;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/**
 * Something that is counted: how on the facts, in which column of the cube, and after how long a
 * fact's contribution does not change any more.
 */
enum Measure {
  SENT(MESSAGE, "sent", 72, "TRUE"),
  DELIVERED(MESSAGE, "delivered_72h", 72, Condition.DELIVERED_72H),
  FAILED_UNDELIVERABLE("failed_undeliverable", FailureClass.UNDELIVERABLE),
  FAILED_WINDOW("failed_window", FailureClass.WINDOW),
  FAILED_LIMITED("failed_limited", FailureClass.LIMITED),
  FAILED_OPTED_OUT("failed_opted_out", FailureClass.OPTED_OUT),
  FAILED_HOLDOUT("failed_holdout", FailureClass.HOLDOUT),
  FAILED_POLICY("failed_policy", FailureClass.POLICY),
  FAILED_TEMPLATE("failed_template", FailureClass.TEMPLATE),
  FAILED_OTHER("failed_other", FailureClass.OTHER),
  OPEN_POPULATION(
      MESSAGE, "open_population", 72, Condition.NO_SURVEY + " AND " + Condition.DELIVERED_72H),
  OPENED(MESSAGE, "opened", 72, OPEN_POPULATION.condition + " AND " + Condition.READ_72H),
  OPENED_INFERRED(
      MESSAGE,
      "opened_inferred",
      72,
      OPEN_POPULATION.condition
          + " AND ("
          + Condition.READ_72H
          + " OR "
          + Condition.replied(72)
          + " OR "
          + Condition.CLICKED_72H
          + ")"),
  CLICKED(MESSAGE, "clicked_72h", 72, OPEN_POPULATION.condition + " AND " + Condition.CLICKED_72H),
  DELIVERED_1H(MESSAGE, "delivered_1h", 1, Condition.NO_SURVEY + " AND " + Condition.delivered(1)),
  REPLIED_1H(MESSAGE, "replied_1h", 1, DELIVERED_1H.condition + " AND " + Condition.replied(1)),
  DELIVERED_24H(
      MESSAGE, "delivered_24h", 24, Condition.NO_SURVEY + " AND " + Condition.delivered(24)),
  REPLIED_24H(
      MESSAGE, "replied_24h", 24, DELIVERED_24H.condition + " AND " + Condition.replied(24)),
  REPLIED_24H_TAPPED(
      MESSAGE, "replied_24h_tapped", 24, REPLIED_24H.condition + " AND reply_tapped"),
  REACHED(168, Condition.NO_SURVEY + " AND " + Condition.delivered(168)),
  CONVERTED(168, REACHED.condition + " AND " + Condition.CONVERTED),
  OPTED_OUT(168, REACHED.condition + " AND " + Condition.OPTED_OUT),
  RESPONSE_72H(MESSAGE, "response_72h", 72, OPEN_POPULATION.condition),
  REPLIED_72H(MESSAGE, "replied_72h", 72, RESPONSE_72H.condition + " AND " + Condition.replied(72)),
  TURNS_1H(TURN, "turns", 1, "TRUE"),
  ANSWERED_1H(TURN, "answered_1h", 1, Condition.answered(1)),
  TURNS_24H(TURN, "turns", 24, "TRUE"),
  ANSWERED_24H(TURN, "answered_24h", 24, Condition.answered(24)),
  TURNS_72H(TURN, "turns", 72, "TRUE"),
  ANSWERED_72H(TURN, "answered_72h", 72, Condition.answered(72));

  private final FactTable table;
  private final String cubeColumn;
  private final Duration horizon;
  private final String condition;

  Measure(FactTable table, String cubeColumn, int horizonHours, String condition) {
    this.table = table;
    this.cubeColumn = cubeColumn;
    this.horizon = Duration.ofHours(horizonHours);
    this.condition = condition;
  }

  /** Contacts of whose messages one meets a condition: no cube can know how many those are. */
  Measure(int horizonHours, String condition) {
    this(MESSAGE, null, horizonHours, condition);
  }

  /** A failure within the horizon that no delivery within it belies. */
  Measure(String cubeColumn, FailureClass failure) {
    this(
        MESSAGE,
        cubeColumn,
        72,
        Condition.FAILED_72H
            + " AND ("
            + Condition.DELIVERED_72H
            + ") IS NOT TRUE AND "
            + failure.condition());
  }

  /** What counts the failures of a class. */
  static Measure of(FailureClass failure) {
    return switch (failure) {
      case UNDELIVERABLE -> FAILED_UNDELIVERABLE;
      case WINDOW -> FAILED_WINDOW;
      case LIMITED -> FAILED_LIMITED;
      case OPTED_OUT -> FAILED_OPTED_OUT;
      case HOLDOUT -> FAILED_HOLDOUT;
      case POLICY -> FAILED_POLICY;
      case TEMPLATE -> FAILED_TEMPLATE;
      case OTHER -> FAILED_OTHER;
    };
  }

  FactTable table() {
    return table;
  }

  String cubeColumn() {
    return Objects.requireNonNull(cubeColumn, this + " is in no cube");
  }

  /** Whether contacts are counted, each once, and not facts. */
  boolean ofContacts() {
    return cubeColumn == null;
  }

  /** Counts the rows that meet a further condition, or the contacts with one. */
  String count(String further) {
    return "count("
        + (ofContacts() ? "DISTINCT contact_id" : "*")
        + ") FILTER (WHERE "
        + condition
        + " AND "
        + further
        + ")";
  }

  Duration horizon() {
    return horizon;
  }

  /** The condition for a row of the table's population to count. */
  String condition() {
    return condition;
  }

  /** What its columns are called in queries. */
  String alias() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Everything "within" is inclusive. */
  private static final class Condition {

    /** Origin 3 is a survey. */
    static final String NO_SURVEY = "origin IS DISTINCT FROM 3";

    static final String DELIVERED_72H = delivered(72);
    static final String FAILED_72H = "failed_at - sent_at <= INTERVAL '72 hours'";
    static final String CLICKED_72H = "first_click_at - sent_at <= INTERVAL '72 hours'";
    static final String CONVERTED = "converted_at - sent_at <= INTERVAL '168 hours'";
    static final String OPTED_OUT = "opted_out_at - sent_at <= INTERVAL '168 hours'";
    static final String READ_72H = "read_at - sent_at <= INTERVAL '72 hours'";

    static String delivered(int hours) {
      return "delivered_at - sent_at <= INTERVAL '" + hours + " hours'";
    }

    static String replied(int hours) {
      return "first_reply_at - sent_at <= INTERVAL '" + hours + " hours'";
    }

    static String answered(int hours) {
      return "answered_at - started_at <= INTERVAL '" + hours + " hours'";
    }
  }
}
