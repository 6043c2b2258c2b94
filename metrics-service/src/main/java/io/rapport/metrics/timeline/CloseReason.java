package io.rapport.metrics.timeline;

/** What ended an episode. The codes are stored and never reused. */
public enum CloseReason {
  /** Silence. */
  TIMEOUT(1),
  /** Somebody declared it over. */
  RESOLVED(2);

  private final short code;

  CloseReason(int code) {
    this.code = (short) code;
  }

  /** What the database stores. */
  public short code() {
    return code;
  }

  /**
   * @throws IllegalArgumentException if no reason has this code
   */
  public static CloseReason ofCode(short code) {
    for (var reason : values()) {
      if (reason.code == code) {
        return reason;
      }
    }
    throw new IllegalArgumentException("unknown close reason " + code);
  }
}
