package io.rapport.metrics.timeline;

import java.util.Locale;
import java.util.stream.Stream;

/** What became of an episode that a bot took part in. The codes are stored and never reused. */
public enum BotOutcome {
  /** The bot did it alone. */
  SELF_RESOLVED(1),
  /** The bot, or the customer, called a person. */
  ESCALATED(2),
  /** A person stepped in uncalled. */
  HUMAN_TAKEOVER(3),
  /** It fell silent without a goal: silence is not success. */
  ABANDONED(4);

  private final short code;

  BotOutcome(int code) {
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
  public static BotOutcome ofCode(short code) {
    return Stream.of(values())
        .filter(outcome -> outcome.code == code)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown bot outcome " + code));
  }
}
