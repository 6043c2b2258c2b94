package io.rapport.metrics.kpi;

import io.rapport.metrics.projection.ContactMeasure;
import java.util.Locale;
import java.util.stream.Stream;

/** By what a contact counts as active. The codes only travel within one statement. */
enum Activeness {
  /** A substantive message. */
  MESSAGE(1, ContactMeasure.WROTE),
  PURCHASE(2, ContactMeasure.BOUGHT),
  EITHER(3, ContactMeasure.ACTIVE);

  private final short code;
  private final ContactMeasure byDay;

  Activeness(int code, ContactMeasure byDay) {
    this.code = (short) code;
    this.byDay = byDay;
  }

  short code() {
    return code;
  }

  /** Under which measure active contacts are kept by days. */
  ContactMeasure byDay() {
    return byDay;
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
