package io.rapport.metrics.kpi;

import io.rapport.metrics.settings.InEffect;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whose answer ends a wait, and whether it is measured during business hours only. The codes are
 * those of the clocks of the latency cube.
 */
enum Wait {
  ANY(1, false, "extract(epoch FROM answered_at - started_at)::bigint"),
  HUMAN(
      2,
      false,
      "extract(epoch FROM human_answered_at - coalesce(human_clock_from, started_at))::bigint"),
  BOT(3, false, "extract(epoch FROM bot_answered_at - started_at)::bigint"),
  ANY_IN_HOURS(4, true, "business_seconds"),
  HUMAN_IN_HOURS(5, true, "human_business_seconds"),
  BOT_IN_HOURS(6, true, "bot_business_seconds");

  private final short code;
  private final boolean inHours;
  private final String seconds;

  Wait(int code, boolean inHours, String seconds) {
    this.code = (short) code;
    this.inHours = inHours;
    this.seconds = seconds;
  }

  static Wait ofCode(short code) {
    return Stream.of(values())
        .filter(wait -> wait.code == code)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown clock " + code));
  }

  /** Those that are known with these settings. */
  static Set<Wait> known(InEffect settings) {
    var known = EnumSet.allOf(Wait.class);
    known.removeIf(wait -> wait.inHours && !settings.calendar());
    return known;
  }

  short code() {
    return code;
  }

  /** Its whole seconds in a row of turns; null where nobody of the kind answered. */
  String seconds() {
    return seconds;
  }
}
