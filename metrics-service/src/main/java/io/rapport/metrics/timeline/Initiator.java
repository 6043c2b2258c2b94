package io.rapport.metrics.timeline;

/** Who began an episode. The codes are stored. */
public enum Initiator {
  CUSTOMER(1),
  /** The opening message is a reply to something the business sent within the last 24 hours. */
  BUSINESS(2);

  private final short code;

  Initiator(int code) {
    this.code = (short) code;
  }

  public short code() {
    return code;
  }

  /**
   * @throws IllegalArgumentException if no initiator has this code
   */
  public static Initiator ofCode(short code) {
    for (var initiator : values()) {
      if (initiator.code == code) {
        return initiator;
      }
    }
    throw new IllegalArgumentException("unknown initiator " + code);
  }
}
