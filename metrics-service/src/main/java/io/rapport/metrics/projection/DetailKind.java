package io.rapport.metrics.projection;

/** What is added up in {@code detail_day}. The codes are stored and never reused. */
public enum DetailKind {
  /** Of episodes handed to a person: the bin of the wait, the sum of seconds. */
  HANDOVER_WAIT(1),
  /** Of waits for a person: the same. */
  QUEUE_WAIT(2),
  /** Of steps of flows: flow, step, whether the run went on after it, the sum of positions. */
  STEP(3),
  /** Of steps of flows: the position. */
  DEPTH(4),
  /** Of carts that were not bought: the currency, the sum of minor units. */
  ABANDONED_CART(5),
  /** Of inputs: the name of what a bot did not understand. */
  NOT_UNDERSTOOD(6),
  /** Of invitations: the code of the scale, the rating. */
  RATING(7),
  /** Of episodes with conversions: how many. */
  CONVERSIONS(8),
  /** Of episodes handed to a person: the reason. */
  HANDOVER_REASON(9);

  /** The number of a wait that nobody ended, and of an invitation that nobody answered. */
  public static final int NONE = -1;

  /** So deep steps are counted one by one. */
  public static final int DEEPEST = 100;

  private final short code;

  DetailKind(int code) {
    this.code = (short) code;
  }

  public short code() {
    return code;
  }
}
