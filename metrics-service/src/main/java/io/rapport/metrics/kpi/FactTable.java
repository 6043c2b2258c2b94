package io.rapport.metrics.kpi;

import io.rapport.common.event.MessageType;
import io.rapport.metrics.projection.Span;
import io.rapport.metrics.timeline.Exclusion;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A table with one row for each thing that is counted, and the cube that holds its sums. */
enum FactTable {
  /** Of the messages only those with which the business began: nothing else is counted by a KPI. */
  MESSAGE("message", true, "message_id", "sent_at", "sent_at", "business_initiated"),
  TURN("turn", true, "turn_id", "started_at", "started_at", "TRUE"),
  /** Of the conversions those that are due to a message, at the time of its sending. */
  CONVERSION("conversion", false, "conversion_id", "sent_at", "sent_at", "message_id IS NOT NULL"),
  EPISODE("episode", false, "episode_id", "opened_at", "closed_at", "TRUE"),
  /** Of the episodes those that waited for a person, at the time of that. */
  WAIT(
      "episode",
      false,
      "episode_id",
      "queued_at",
      "queue_last_inbound_at",
      "queued_at IS NOT NULL"),
  FLOW_RUN("flow_run", false, "run_id", "started_at", "last_at", "TRUE"),
  /** The steps that runs reached, at the time when their run started. */
  FLOW_STEP("flow_step", false, "step_id", "started_at", "last_at", "TRUE"),
  BOT_INPUT("bot_input", false, "input_id", "occurred_at", "occurred_at", "TRUE"),
  CART("cart", false, "cart_id", "created_at", "created_at", "TRUE"),
  /** Of the invitations those that arrived, and none about an episode that was asked about. */
  INVITATION(
      "invitation",
      false,
      "invitation_id",
      "delivered_at",
      "delivered_at",
      "delivered_at IS NOT NULL AND NOT repeated"),
  /** What customers wrote, not in groups, that the business is expected to react to. */
  INBOUND("message", false, "message_id", "sent_at", "sent_at", substantive());

  private final String table;
  private final boolean cubes;
  private final String id;
  private final String time;
  private final String agesFrom;
  private final String population;

  FactTable(
      String table, boolean cubes, String id, String time, String agesFrom, String population) {
    this.table = table;
    this.cubes = cubes;
    this.id = id;
    this.time = time;
    this.agesFrom = agesFrom;
    this.population = population;
  }

  private static String substantive() {
    return Arrays.stream(MessageType.values())
        .filter(MessageType::substantive)
        .map(type -> Short.toString(type.code()))
        .collect(
            Collectors.joining(
                ", ",
                "inbound AND message_type IN (",
                ") AND exclusion <> " + Exclusion.GROUP.code()));
  }

  String table() {
    return table;
  }

  boolean hasCube() {
    return cubes;
  }

  /** The table of its sums by buckets of this length. */
  String cube(Span span) {
    if (!cubes) {
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
      case MESSAGE, TURN, CONVERSION, EPISODE, WAIT, INVITATION -> true;
      case FLOW_RUN, FLOW_STEP, BOT_INPUT, CART, INBOUND -> false;
    };
  }
}
