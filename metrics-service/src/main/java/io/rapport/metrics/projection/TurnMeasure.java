package io.rapport.metrics.projection;

import java.util.Locale;

/** What the turn cube counts; each is a column of the same name. */
enum TurnMeasure {
  TURNS,
  ANSWERED_1H,
  ANSWERED_24H,
  ANSWERED_72H;

  String column() {
    return name().toLowerCase(Locale.ROOT);
  }
}
