package io.rapport.metrics.timeline;

import java.util.Locale;
import java.util.stream.Stream;

/**
 * What of a message touched a contact, the stronger first. The codes are stored and never reused.
 */
public enum TouchBasis {
  CLICK(1),
  READ(2),
  DELIVERY(3);

  private final short code;

  TouchBasis(int code) {
    this.code = (short) code;
  }

  public short code() {
    return code;
  }

  /** The name in JSON. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static TouchBasis ofCode(short code) {
    return Stream.of(values())
        .filter(basis -> basis.code == code)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown touch " + code));
  }
}
