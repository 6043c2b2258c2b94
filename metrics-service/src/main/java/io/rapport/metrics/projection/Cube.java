package io.rapport.metrics.projection;

/** Which two dimensions a row of a cube is about. Every fact is in every cube once. */
enum Cube {
  /** No dimension. */
  OVERALL(0),
  CAMPAIGN_VARIANT(1),
  TEMPLATE_LANGUAGE(2),
  CHANNEL_ORIGIN(3),
  SEGMENT_LIFECYCLE(4);

  private final short code;

  Cube(int code) {
    this.code = (short) code;
  }

  /** What the database stores. */
  short code() {
    return code;
  }
}
