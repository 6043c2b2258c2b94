package io.rapport.metrics.segment;

import com.fasterxml.jackson.annotation.JsonValue;
import io.rapport.metrics.kpi.Substantive;

/** What contacts do, or what is done to them: which rows tell of it, and when it happened. */
public enum Deed {
  /** Something substantive. */
  WROTE("wrote", "message", "sent_at", Substantive.MESSAGES),
  /** A message with which the business began arrived; counted at the time of its sending. */
  RECEIVED("received", "message", "sent_at", "business_initiated AND delivered_at IS NOT NULL"),
  READ("read", "message", "read_at", "business_initiated"),
  REPLIED("replied", "message", "first_reply_at", "business_initiated"),
  CLICKED("clicked", "message", "first_click_at", "business_initiated"),
  OPTED_OUT("optedOut", "message", "opted_out_at", "business_initiated"),
  CONVERTED("converted", "conversion", "converted_at", "undone_at IS NULL"),
  PURCHASED(
      "purchased", "conversion", "converted_at", "undone_at IS NULL AND lower(name) = 'purchase'");

  private final String id;
  private final String table;
  private final String time;
  private final String rows;

  Deed(String id, String table, String time, String rows) {
    this.id = id;
    this.table = table;
    this.time = time;
    this.rows = rows;
  }

  /** The name in JSON. */
  @JsonValue
  public String id() {
    return id;
  }

  String table() {
    return table;
  }

  /** The column of its moment, null where it did not happen. */
  String time() {
    return time;
  }

  /** The condition for a row to tell of it, beside having that moment. */
  String rows() {
    return rows;
  }

  /** Whether it is about a message that may be of a campaign. */
  boolean ofCampaigns() {
    return this != WROTE;
  }
}
