package io.rapport.metrics.timeline;

import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What of a message touched a contact, the stronger first, and for how long it may have led to a
 * conversion. The codes are stored and never reused.
 */
public enum TouchBasis {
  CLICK(1, Duration.ofDays(7)),
  READ(2, Duration.ofDays(1)),
  DELIVERY(3, Duration.ofDays(1));

  private final short code;
  private final Duration window;

  TouchBasis(int code, Duration window) {
    this.code = (short) code;
    this.window = window;
  }

  public short code() {
    return code;
  }

  /** How long after the touch a conversion may be due to it, both ends included. */
  public Duration window() {
    return window;
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
