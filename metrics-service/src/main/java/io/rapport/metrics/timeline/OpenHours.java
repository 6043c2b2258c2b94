package io.rapport.metrics.timeline;

/**
 * A stretch of one day in which somebody is there.
 *
 * @param from minutes from midnight by the clock on the wall, 0 to 1439
 * @param to the first minute that no longer belongs to it, up to 1440: midnight
 */
public record OpenHours(int from, int to) {

  public static final int MINUTES_OF_DAY = 24 * 60;

  /**
   * @throws IllegalArgumentException if it is empty or leaves the day
   */
  public OpenHours {
    if (from < 0 || from >= to || to > MINUTES_OF_DAY) {
      throw new IllegalArgumentException("no stretch of a day: " + from + " to " + to);
    }
  }
}
