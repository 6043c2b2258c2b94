package io.rapport.metrics.kpi;

import java.util.Locale;
import java.util.stream.Stream;

/** By what a contact counts as active. The codes only travel within one statement. */
enum Activeness {
  /** A substantive message. */
  MESSAGE(1),
  PURCHASE(2),
  EITHER(3);

  private final short code;

  Activeness(int code) {
    this.code = (short) code;
  }

  short code() {
    return code;
  }

  /** The name in JSON. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Activeness ofCode(short code) {
    return Stream.of(values())
        .filter(activeness -> activeness.code == code)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown activeness " + code));
  }
}
