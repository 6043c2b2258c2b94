package io.rapport.metrics.timeline;

import static java.util.Objects.requireNonNull;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * When a business is there, by the clock on its wall.
 *
 * @param weekly the hours of each day of the week, in order and apart; a day without any is closed
 * @param holidays days with hours of their own, none where it is closed
 */
public record BusinessCalendar(
    ZoneId zone,
    Map<DayOfWeek, List<OpenHours>> weekly,
    SortedMap<LocalDate, List<OpenHours>> holidays) {

  /**
   * @throws IllegalArgumentException if the hours of a day are not in order, or overlap
   */
  public BusinessCalendar {
    requireNonNull(zone, "zone is null");
    var week = new EnumMap<DayOfWeek, List<OpenHours>>(DayOfWeek.class);
    weekly.forEach(
        (day, hours) -> {
          if (!hours.isEmpty()) {
            week.put(day, ordered(hours));
          }
        });
    weekly = Collections.unmodifiableMap(week);
    var special = new TreeMap<LocalDate, List<OpenHours>>();
    holidays.forEach((date, hours) -> special.put(date, ordered(hours)));
    holidays = Collections.unmodifiableSortedMap(special);
  }

  private static List<OpenHours> ordered(List<OpenHours> hours) {
    if (!apart(hours)) {
      throw new IllegalArgumentException("hours of a day are not in order");
    }
    return List.copyOf(hours);
  }

  /** Whether each stretch begins no earlier than the one before ends. */
  public static boolean apart(List<OpenHours> hours) {
    for (int i = 1; i < hours.size(); i++) {
      if (hours.get(i).from() < hours.get(i - 1).to()) {
        return false;
      }
    }
    return true;
  }

  List<OpenHours> of(DayOfWeek day) {
    return weekly.getOrDefault(day, List.of());
  }
}
