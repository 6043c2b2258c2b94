package io.rapport.metrics.projection;

/** What contacts are counted for, each once a period. The codes are stored and never reused. */
public enum ContactMeasure {
  /** A business-initiated message, no survey, was delivered within 7 d. */
  REACHED(1),
  /** A conversion that counts is due to such a message; both within the horizon of conversions. */
  CONVERTED(2),
  /** Wanted no more within 7 d of the sending of such a message. */
  OPTED_OUT(3),
  /** Wrote something substantive, not in a group. */
  WROTE(4),
  /** Bought something. */
  BOUGHT(5),
  /** Wrote or bought. */
  ACTIVE(6),
  /** A business-initiated message, no survey, was delivered within the horizon of conversions. */
  APPROACHED(7);

  private final short code;

  ContactMeasure(int code) {
    this.code = (short) code;
  }

  public short code() {
    return code;
  }
}
