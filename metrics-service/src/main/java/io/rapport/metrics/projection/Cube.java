package io.rapport.metrics.projection;

/**
 * Which two dimensions a row of a cube is about. The codes are stored and never reused. Messages
 * and turns are in the first five, each in every one once.
 */
enum Cube {
  /** No dimension. */
  OVERALL(0),
  CAMPAIGN_VARIANT(1),
  TEMPLATE_LANGUAGE(2),
  CHANNEL_ORIGIN(3),
  SEGMENT_LIFECYCLE(4),
  /** Of what bots take part in. */
  BOT_FLOW(5),
  /** Of invitations; one dimension only. */
  SURVEY(6);

  private final short code;

  Cube(int code) {
    this.code = (short) code;
  }

  /** What the database stores. */
  short code() {
    return code;
  }
}
