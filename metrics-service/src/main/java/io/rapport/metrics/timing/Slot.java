package io.rapport.metrics.timing;

/**
 * An hour of the week by the clock of a zone.
 *
 * @param dayOfWeek 1 is Monday, 7 Sunday
 * @param hour 0 to 23
 */
record Slot(int dayOfWeek, int hour) {

  private static final int HOURS = 24;

  /** The hour of the week counted from Monday, midnight: 0 to 167. */
  static Slot ofHourOfWeek(int hourOfWeek) {
    return new Slot(hourOfWeek / HOURS + 1, hourOfWeek % HOURS);
  }
}
