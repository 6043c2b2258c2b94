package io.rapport.simulator.world;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** When people read and write, and when businesses are staffed, in local time. */
final class Rhythm {
  private static final LocalTime WAKE = LocalTime.of(7, 0);
  private static final LocalTime SLEEP = LocalTime.of(23, 0);
  private static final LocalTime OPEN = LocalTime.of(9, 0);
  private static final LocalTime CLOSE = LocalTime.of(18, 0);

  private Rhythm() {}

  /**
   * When a person who could look after {@code delay} really looks: not at night, slower at work.
   */
  static Instant look(Instant from, Duration delay, ZoneId zone, Dice dice) {
    int hour = from.atZone(zone).getHour();
    double slowness = hour >= 18 && hour < 22 ? 0.6 : hour >= 9 && hour < 17 ? 1.5 : 1;
    long seconds = Math.max(1, Math.round(delay.toSeconds() * slowness));
    return awake(from.plusSeconds(seconds), zone, dice);
  }

  /** The time itself by day; in the night some time after waking up. */
  static Instant awake(Instant at, ZoneId zone, Dice dice) {
    if (!asleep(at, zone)) {
      return at;
    }
    var local = at.atZone(zone);
    var time = local.toLocalTime();
    var day = time.isBefore(WAKE) ? local.toLocalDate() : local.toLocalDate().plusDays(1);
    return ZonedDateTime.of(day, WAKE, zone).toInstant().plusSeconds(dice.between(60, 5400));
  }

  static boolean asleep(Instant at, ZoneId zone) {
    var time = at.atZone(zone).toLocalTime();
    return time.isBefore(WAKE) || !time.isBefore(SLEEP);
  }

  static boolean staffed(Instant at, ZoneId zone) {
    var local = at.atZone(zone);
    var time = local.toLocalTime();
    return workday(local.getDayOfWeek()) && !time.isBefore(OPEN) && time.isBefore(CLOSE);
  }

  /** The time itself in business hours, else the next opening. */
  static Instant nextStaffed(Instant at, ZoneId zone) {
    if (staffed(at, zone)) {
      return at;
    }
    var local = at.atZone(zone);
    var day = local.toLocalDate();
    if (!local.toLocalTime().isBefore(OPEN)) {
      day = day.plusDays(1);
    }
    while (!workday(day.getDayOfWeek())) {
      day = day.plusDays(1);
    }
    return ZonedDateTime.of(day, OPEN, zone).toInstant();
  }

  private static boolean workday(DayOfWeek day) {
    return day != DayOfWeek.SATURDAY && day != DayOfWeek.SUNDAY;
  }
}
