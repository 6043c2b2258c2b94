package io.rapport.metrics.timeline;

import java.util.Locale;
import java.util.stream.Stream;

/** How a run through a bot's flow ended. The codes are stored and never reused. */
public enum FlowOutcome {
  /** It reached its goal. */
  COMPLETED(1),
  /** A person took over. */
  HANDED_OVER(2),
  /** The customer took part, then fell silent. */
  ABANDONED(3),
  /** The customer never took part. */
  UNANSWERED(4);

  private final short code;

  FlowOutcome(int code) {
    this.code = (short) code;
  }

  /** What the database stores. */
  public short code() {
    return code;
  }

  /** The name in JSON: lower case with hyphens. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * @throws IllegalArgumentException if no outcome has this code
   */
  public static FlowOutcome ofCode(short code) {
    return Stream.of(values())
        .filter(outcome -> outcome.code == code)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown flow outcome " + code));
  }
}
