package io.rapport.metrics.kpi;

import io.rapport.common.event.MessageType;
import io.rapport.metrics.projection.Span;
import io.rapport.metrics.timeline.Exclusion;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A table with one row for each thing that is counted, and where its sums are kept, if anywhere.
 */
enum FactTable {
  /** Of the messages only those with which the business began: nothing else is counted by a KPI. */
  MESSAGE("message", Sums.QUARTERS, "message_id", "sent_at", "sent_at", "business_initiated"),
  TURN("turn", Sums.QUARTERS, "turn_id", "started_at", "started_at", "TRUE"),
  /** Of the conversions those that are due to a message, at the time of its sending. */
  CONVERSION(
      "conversion", Sums.NONE, "conversion_id", "sent_at", "sent_at", "message_id IS NOT NULL"),
  /** All messages that touched before a conversion, at the time of their sending. */
  CONVERSION_TOUCH("conversion_touch", Sums.NONE, "touch_id", "sent_at", "sent_at", "TRUE"),
  EPISODE("episode", Sums.EPISODES, "episode_id", "opened_at", "closed_at", "TRUE"),
  /** Of the episodes those that waited for a person, at the time of that. */
  WAIT(
      "episode",
      Sums.WAITS,
      "episode_id",
      "queued_at",
      "queue_last_inbound_at",
      "queued_at IS NOT NULL"),
  FLOW_RUN("flow_run", Sums.RUNS, "run_id", "started_at", "last_at", "TRUE"),
  /** The steps that runs reached, at the time when their run started. */
  FLOW_STEP("flow_step", Sums.STEPS, "step_id", "started_at", "last_at", "TRUE"),
  BOT_INPUT("bot_input", Sums.INPUTS, "input_id", "occurred_at", "occurred_at", "TRUE"),
  CART("cart", Sums.CARTS, "cart_id", "created_at", "created_at", "TRUE"),
  /** Of the invitations those that arrived, and none about an episode that was asked about. */
  INVITATION(
      "invitation",
      Sums.INVITATIONS,
      "invitation_id",
      "delivered_at",
      "delivered_at",
      "delivered_at IS NOT NULL AND NOT repeated"),
  /** What the business meant to send and held back. */
  BLOCKED("blocked_send", Sums.NONE, "blocked_id", "occurred_at", "occurred_at", "TRUE"),
  /** What customers wrote, not in groups, that the business is expected to react to. */
  INBOUND("message", Sums.NONE, "message_id", "sent_at", "sent_at", substantive()),
  /** What the business sent, answers included; not in groups. */
  OUTBOUND("message", Sums.NONE, "message_id", "sent_at", "sent_at", notInGroups("NOT inbound")),
  /** Everything that was written in either direction, in groups too. */
  EXCHANGED("message", Sums.NONE, "message_id", "sent_at", "sent_at", exchanged());

  private final String table;
  private final Sums sums;
  private final String id;
  private final String time;
  private final String agesFrom;
  private final String population;

  FactTable(String table, Sums sums, String id, String time, String agesFrom, String population) {
    this.table = table;
    this.sums = sums;
    this.id = id;
    this.time = time;
    this.agesFrom = agesFrom;
    this.population = population;
  }

  private static String exchanged() {
    return "(NOT inbound OR " + inboundOfTypes() + ")";
  }

  private static String substantive() {
    return notInGroups(inboundOfTypes());
  }

  private static String inboundOfTypes() {
    return Arrays.stream(MessageType.values())
        .filter(MessageType::substantive)
        .map(type -> Short.toString(type.code()))
        .collect(Collectors.joining(", ", "inbound AND message_type IN (", ")"));
  }

  private static String notInGroups(String condition) {
    return condition + " AND exclusion <> " + Exclusion.GROUP.code();
  }

  String table() {
    return table;
  }

  /** Where its sums are kept. */
  Sums sums() {
    return sums;
  }

  /** The table of its sums by buckets of this length. */
  String cube(Span span) {
    if (sums != Sums.QUARTERS) {
      throw new IllegalStateException(this + " has no cube");
    }
    return span.table(table);
  }

  String id() {
    return id;
  }

  /** The column that says to which period a fact belongs: when it started. */
  String time() {
    return time;
  }

  /** The column from which a fact's horizon is counted; null while that has not begun. */
  String agesFrom() {
    return agesFrom;
  }

  /** The condition for a row to be counted at all. */
  String population() {
    return population;
  }

  /** Whether a fact bears the label of a message. */
  boolean labelled() {
    return switch (this) {
      case MESSAGE,
          TURN,
          CONVERSION,
          CONVERSION_TOUCH,
          EPISODE,
          WAIT,
          INVITATION,
          BLOCKED,
          OUTBOUND,
          EXCHANGED ->
          true;
      case FLOW_RUN, FLOW_STEP, BOT_INPUT, CART, INBOUND -> false;
    };
  }
}
