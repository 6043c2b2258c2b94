package io.rapport.metrics.timeline;

import static java.util.Objects.requireNonNull;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How much of a stretch of time lies within the hours of a calendar: its length, less the moments
 * at which the clock on the wall shows an hour or a date when nobody is there. An hour that the
 * clock shows twice counts twice, one that it leaves out does not count. Immutable, and so safe for
 * use by several threads.
 *
 * <p>Between two changes of the clock the time on the wall is the time of the world and a constant.
 * There, open seconds are the difference of two sums from a fixed day on, which are looked up and
 * not added up: long stretches cost no more than short ones, but for the changes of the clock in
 * them.
 */
final class BusinessHours {

  private static final int DAY = 86_400;
  private static final int WEEK = 7;

  private final BusinessCalendar calendar;
  private final ZoneRules rules;

  /** Open seconds of a week before each of its days, and of the whole at the end. */
  private final long[] week = new long[WEEK + 1];

  /** By how much the holidays up to a day, itself included, have more or less than usual. */
  private final NavigableMap<Long, Long> corrections = new TreeMap<>();

  BusinessHours(BusinessCalendar calendar) {
    this.calendar = requireNonNull(calendar, "calendar is null");
    this.rules = calendar.zone().getRules();
    for (var day : DayOfWeek.values()) {
      week[day.getValue()] = week[day.getValue() - 1] + seconds(calendar.of(day));
    }
    long sum = 0;
    for (var holiday : calendar.holidays().entrySet()) {
      var date = holiday.getKey();
      sum += seconds(holiday.getValue()) - seconds(calendar.of(date.getDayOfWeek()));
      corrections.put(date.toEpochDay(), sum);
    }
  }

  private static long seconds(List<OpenHours> hours) {
    return hours.stream().mapToLong(stretch -> 60L * (stretch.to() - stretch.from())).sum();
  }

  /** Whole seconds, never more than elapsed; 0 where the end is no later than the beginning. */
  long between(Instant from, Instant to) {
    long begin = from.getNano() == 0 ? from.getEpochSecond() : from.getEpochSecond() + 1;
    long end = to.getEpochSecond();
    long open = 0;
    while (begin < end) {
      var moment = Instant.ofEpochSecond(begin);
      var change = Optional.ofNullable(rules.nextTransition(moment));
      long until =
          change.map(next -> Math.min(end, next.getInstant().getEpochSecond())).orElse(end);
      open += onTheWall(begin, until, rules.getOffset(moment));
      begin = until;
    }
    return open;
  }

  private long onTheWall(long begin, long end, ZoneOffset offset) {
    long shift = offset.getTotalSeconds();
    return before(end + shift) - before(begin + shift);
  }

  /** Open seconds from the first Monday of the epoch to a second on the wall, as a difference. */
  private long before(long second) {
    long day = Math.floorDiv(second, (long) DAY);
    // The epoch began on a Thursday.
    long sinceMonday = day + 3;
    int ofWeek = (int) Math.floorMod(sinceMonday, (long) WEEK);
    var corrected = Optional.ofNullable(corrections.lowerEntry(day));
    return Math.floorDiv(sinceMonday, (long) WEEK) * week[WEEK]
        + week[ofWeek]
        + corrected.map(entry -> entry.getValue()).orElse(0L)
        + ofDay(LocalDate.ofEpochDay(day), (int) Math.floorMod(second, (long) DAY));
  }

  /** Open seconds of a day before one of its seconds. */
  private long ofDay(LocalDate date, int second) {
    var hours =
        Optional.ofNullable(calendar.holidays().get(date))
            .orElseGet(() -> calendar.of(date.getDayOfWeek()));
    return hours.stream()
        .mapToLong(
            stretch -> Math.max(0, Math.min(second, 60 * stretch.to()) - 60 * stretch.from()))
        .sum();
  }
}
