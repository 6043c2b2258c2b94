package io.rapport.metrics.kpi;

import static io.rapport.metrics.kpi.FactTable.BOT_INPUT;
import static io.rapport.metrics.kpi.FactTable.CART;
import static io.rapport.metrics.kpi.FactTable.EPISODE;
import static io.rapport.metrics.kpi.FactTable.FLOW_RUN;
import static io.rapport.metrics.kpi.FactTable.INVITATION;
import static io.rapport.metrics.kpi.FactTable.MESSAGE;
import static io.rapport.metrics.kpi.FactTable.TURN;
import static io.rapport.metrics.kpi.FactTable.WAIT;

import io.rapport.common.event.SurveyScale;
import io.rapport.metrics.projection.ContactMeasure;
import io.rapport.metrics.settings.InEffect;
import io.rapport.metrics.timeline.BotOutcome;
import io.rapport.metrics.timeline.FlowOutcome;
import io.rapport.metrics.timeline.Initiator;
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
  APPROACHED(
      true, MESSAGE, Condition.NO_SURVEY + " AND delivered_at - sent_at <= " + Condition.HORIZON),
  CONVERTED(
      true, MESSAGE, APPROACHED.condition + " AND converted_at - sent_at <= " + Condition.HORIZON),
  OPTED_OUT(168, REACHED.condition + " AND " + Condition.OPTED_OUT),
  RESPONSE_72H(MESSAGE, "response_72h", 72, OPEN_POPULATION.condition),
  REPLIED_72H(MESSAGE, "replied_72h", 72, RESPONSE_72H.condition + " AND " + Condition.replied(72)),
  TURNS_1H(TURN, "turns", 1, "TRUE"),
  ANSWERED_1H(TURN, "answered_1h", 1, Condition.answered(1)),
  TURNS_24H(TURN, "turns", 24, "TRUE"),
  ANSWERED_24H(TURN, "answered_24h", 24, Condition.answered(24)),
  TURNS_72H(TURN, "turns", 72, "TRUE"),
  ANSWERED_72H(TURN, "answered_72h", 72, Condition.answered(72)),
  BOT_EPISODES(EPISODE, 168, "bot_involved"),
  SELF_RESOLVED(EPISODE, 168, Condition.outcome(BotOutcome.SELF_RESOLVED)),
  SELF_RESOLVED_24H(EPISODE, 168, SELF_RESOLVED.condition + " AND " + Condition.noReturnWithin(24)),
  SELF_RESOLVED_7D(EPISODE, 168, SELF_RESOLVED.condition + " AND " + Condition.noReturnWithin(168)),
  ESCALATED(EPISODE, 168, Condition.outcome(BotOutcome.ESCALATED)),
  TAKEN_OVER(EPISODE, 168, Condition.outcome(BotOutcome.HUMAN_TAKEOVER)),
  LEFT_BY_CUSTOMER(EPISODE, 168, Condition.outcome(BotOutcome.ABANDONED)),
  CUSTOMER_EPISODES(EPISODE, 168, Condition.BY_CUSTOMER),
  COVERED(EPISODE, 168, CUSTOMER_EPISODES.condition + " AND bot_involved"),
  EPISODES(false, EPISODE, "TRUE"),
  EPISODES_CONVERTED(false, EPISODE, "conversions > 0"),
  BOT_INPUTS(BOT_INPUT, 0, "TRUE"),
  FALLBACKS(BOT_INPUT, 0, "NOT recognised"),
  WAITS(WAIT, 24, "NOT queue_brief"),
  WAITED_IN_VAIN(WAIT, 24, WAITS.condition + " AND queue_answered_at IS NULL"),
  BRIEF_WAITS(WAIT, 24, "queue_brief"),
  RUNS(FLOW_RUN, 4, "TRUE"),
  RUNS_COMPLETED(FLOW_RUN, 4, Condition.outcome(FlowOutcome.COMPLETED)),
  RUNS_HANDED_OVER(FLOW_RUN, 4, Condition.outcome(FlowOutcome.HANDED_OVER)),
  RUNS_ABANDONED(FLOW_RUN, 4, Condition.outcome(FlowOutcome.ABANDONED)),
  RUNS_UNANSWERED(FLOW_RUN, 4, Condition.outcome(FlowOutcome.UNANSWERED)),
  CARTS(CART, 24, "TRUE"),
  CARTS_ABANDONED(CART, 24, "(purchased_at - created_at <= INTERVAL '24 hours') IS NOT TRUE"),
  RATED_CSAT(INVITATION, 336, Condition.rated(SurveyScale.CSAT, 1)),
  SATISFIED(INVITATION, 336, Condition.rated(SurveyScale.CSAT, 4)),
  RATED_NPS(INVITATION, 336, Condition.rated(SurveyScale.NPS, 0)),
  PROMOTERS(INVITATION, 336, Condition.rated(SurveyScale.NPS, 9)),
  RATED_CES(INVITATION, 336, Condition.rated(SurveyScale.CES, 1)),
  EASY(INVITATION, 336, Condition.rated(SurveyScale.CES, 5));

  private final FactTable table;
  private final boolean ofContacts;
  private final String cubeColumn;
  private final Duration horizon;
  private final boolean ofConversions;
  private final String condition;

  Measure(FactTable table, String cubeColumn, int horizonHours, String condition) {
    this(table, false, cubeColumn, horizonHours, condition);
  }

  /** Of facts that are added up by days at most. */
  Measure(FactTable table, int horizonHours, String condition) {
    this(table, false, null, horizonHours, condition);
  }

  Measure(
      FactTable table, boolean ofContacts, String cubeColumn, int horizonHours, String condition) {
    this.table = table;
    this.ofContacts = ofContacts;
    this.cubeColumn = cubeColumn;
    this.horizon = Duration.ofHours(horizonHours);
    this.ofConversions = false;
    this.condition = condition;
  }

  /** Of facts to which conversions may come as long as the account's settings say. */
  Measure(boolean ofContacts, FactTable table, String condition) {
    this.table = table;
    this.ofContacts = ofContacts;
    this.cubeColumn = null;
    this.horizon = InEffect.DEFAULT.conversionHorizon();
    this.ofConversions = true;
    this.condition = condition;
  }

  /** Contacts of whose messages one meets a condition: no cube can know how many those are. */
  Measure(int horizonHours, String condition) {
    this(MESSAGE, true, null, horizonHours, condition);
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

  /** The column of its sums by days of conversations. */
  String dayColumn() {
    if (table.sums().kind().isEmpty()) {
      throw new IllegalStateException(this + " is not added up by days");
    }
    return alias();
  }

  /** Whether contacts are counted, each once, and not facts. */
  boolean ofContacts() {
    return ofContacts;
  }

  /** Under which measure contacts are kept by days, each with its day before. */
  ContactMeasure ofContactsByDay() {
    return ContactMeasure.valueOf(name());
  }

  /** Counts the rows that meet a further condition, or the contacts with one. */
  String count(String further, InEffect settings) {
    return "count("
        + (ofContacts() ? "DISTINCT contact_id" : "*")
        + ") FILTER (WHERE "
        + condition(settings)
        + " AND "
        + further
        + ")";
  }

  /** After how long a fact's contribution does not change any more, where nothing was chosen. */
  Duration horizon() {
    return horizon;
  }

  /** The same for an account with these settings. */
  Duration horizon(InEffect settings) {
    return ofConversions ? settings.conversionHorizon() : horizon;
  }

  /** Whether conversions may come as long as an account's settings say. */
  boolean ofConversions() {
    return ofConversions;
  }

  /**
   * The condition for a row of the table's population to count, of those that do not depend on
   * settings.
   */
  String condition() {
    if (ofConversions) {
      throw new IllegalStateException(this + " depends on settings");
    }
    return condition;
  }

  /** The condition for a row of the table's population to count. */
  String condition(InEffect settings) {
    return condition.replace(Condition.HORIZON, settings.horizonInterval());
  }

  /** What its columns are called in queries. */
  String alias() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Everything "within" is inclusive. */
  private static final class Condition {

    /** Stands for how long conversions count, which follows from what an account chooses. */
    static final String HORIZON = ":conversion_horizon";

    /** Origin 3 is a survey. */
    static final String NO_SURVEY = "origin IS DISTINCT FROM 3";

    static final String DELIVERED_72H = delivered(72);
    static final String FAILED_72H = "failed_at - sent_at <= INTERVAL '72 hours'";
    static final String CLICKED_72H = "first_click_at - sent_at <= INTERVAL '72 hours'";
    static final String OPTED_OUT = "opted_out_at - sent_at <= INTERVAL '168 hours'";
    static final String READ_72H = "read_at - sent_at <= INTERVAL '72 hours'";

    static final String BY_CUSTOMER = "initiated_by = " + Initiator.CUSTOMER.code();

    static String outcome(BotOutcome outcome) {
      return "bot_outcome = " + outcome.code();
    }

    static String outcome(FlowOutcome outcome) {
      return "outcome = " + outcome.code();
    }

    static String noReturnWithin(int hours) {
      return "(next_opened_at - closed_at <= INTERVAL '" + hours + " hours') IS NOT TRUE";
    }

    static String rated(SurveyScale scale, int atLeast) {
      return "scale = " + scale.code() + " AND rating >= " + atLeast;
    }

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
