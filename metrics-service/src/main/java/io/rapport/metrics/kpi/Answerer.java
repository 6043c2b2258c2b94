package io.rapport.metrics.kpi;

import java.util.Locale;
import java.util.stream.Stream;

/** Whose answers are waited for. The codes are what the latency cube keeps them under. */
enum Answerer {
  ANY(1, "answered_at"),
  HUMAN(2, "human_answered_at"),
  BOT(3, "bot_answered_at");

  private final short code;
  private final String column;

  Answerer(int code, String column) {
    this.code = (short) code;
    this.column = column;
  }

  short code() {
    return code;
  }

  /** The column of a turn that says when the first of them answered. */
  String column() {
    return column;
  }

  /** The name in JSON. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Answerer ofCode(short code) {
    return Stream.of(values())
        .filter(answerer -> answerer.code == code)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown clock " + code));
  }
}
