package io.rapport.metrics.timeline;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.DayOfWeek.THURSDAY;
import static java.time.DayOfWeek.TUESDAY;
import static java.time.DayOfWeek.WEDNESDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BusinessHoursTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final OpenHours NINE_TO_FIVE = new OpenHours(9 * 60, 17 * 60);

  private static final Map<DayOfWeek, List<OpenHours>> OFFICE =
      Map.of(
          MONDAY, List.of(NINE_TO_FIVE),
          TUESDAY, List.of(NINE_TO_FIVE),
          WEDNESDAY, List.of(NINE_TO_FIVE),
          THURSDAY, List.of(NINE_TO_FIVE),
          FRIDAY, List.of(NINE_TO_FIVE));

  private static Duration open(BusinessCalendar calendar, String from, String to) {
    return Duration.ofSeconds(
        new BusinessHours(calendar).between(Instant.parse(from), Instant.parse(to)));
  }

  private static BusinessCalendar office(SortedMap<LocalDate, List<OpenHours>> holidays) {
    return new BusinessCalendar(BERLIN, OFFICE, holidays);
  }

  private static BusinessCalendar always(ZoneId zone) {
    Map<DayOfWeek, List<OpenHours>> week = new EnumMap<>(DayOfWeek.class);
    for (var day : DayOfWeek.values()) {
      week.put(day, List.of(new OpenHours(0, OpenHours.MINUTES_OF_DAY)));
    }
    return new BusinessCalendar(zone, week, new TreeMap<>());
  }

  @Test
  void whoAsksOnFridayEveningAndIsAnsweredOnMondayMorningWaitsAnHour() {
    // 16:30 on Friday to 09:30 on Monday in Berlin.
    assertThat(open(office(new TreeMap<>()), "2026-11-06T15:30:00Z", "2026-11-09T08:30:00Z"))
        .isEqualTo(Duration.ofHours(1));
  }

  @Test
  void aHolidayIsClosedOrHasHoursOfItsOwn() {
    var holidays = new TreeMap<LocalDate, List<OpenHours>>();
    holidays.put(LocalDate.parse("2026-12-24"), List.of(new OpenHours(9 * 60, 12 * 60)));
    holidays.put(LocalDate.parse("2026-12-25"), List.of());
    holidays.put(LocalDate.parse("2026-12-27"), List.of(new OpenHours(10 * 60, 11 * 60)));
    // From Thursday to Tuesday: three hours, none, none, one on a Sunday, eight.
    assertThat(open(office(holidays), "2026-12-23T23:00:00Z", "2026-12-28T23:00:00Z"))
        .isEqualTo(Duration.ofHours(3 + 1 + 8));
  }

  @Test
  void aNightGoesOnAfterMidnight() {
    var night =
        new BusinessCalendar(
            BERLIN,
            Map.of(
                SATURDAY, List.of(new OpenHours(22 * 60, OpenHours.MINUTES_OF_DAY)),
                SUNDAY, List.of(new OpenHours(0, 6 * 60))),
            new TreeMap<>());
    assertThat(open(night, "2026-11-07T20:00:00Z", "2026-11-08T20:00:00Z"))
        .isEqualTo(Duration.ofHours(8));
  }

  @Test
  void anHourThatTheClockLeavesOutIsNotWaitedAndOneThatItShowsTwiceIsTwice() {
    assertThat(open(always(BERLIN), "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z")).hasHours(23);
    assertThat(open(always(BERLIN), "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z")).hasHours(25);
    var small =
        new BusinessCalendar(
            BERLIN, Map.of(SUNDAY, List.of(new OpenHours(2 * 60, 3 * 60))), new TreeMap<>());
    assertThat(open(small, "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z")).isZero();
    assertThat(open(small, "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z")).hasHours(2);
  }

  @Test
  void secondsAreWholeAndNeverMoreThanElapsed() {
    var calendar = always(ZoneId.of("UTC"));
    assertThat(open(calendar, "2026-11-02T10:00:00.900Z", "2026-11-02T10:00:02.100Z"))
        .hasSeconds(1);
    assertThat(open(calendar, "2026-11-02T10:00:00.900Z", "2026-11-02T10:00:01.100Z")).isZero();
    assertThat(open(calendar, "2026-11-02T10:00:05Z", "2026-11-02T10:00:00Z")).isZero();
  }

  @Test
  void aCenturyTakesNoTime() {
    var hours = new BusinessHours(office(new TreeMap<>()));
    long seconds =
        hours.between(Instant.parse("1970-01-05T00:00:00Z"), Instant.parse("2069-12-30T00:00:00Z"));
    // 5217 weeks of five days of eight hours, but for an hour of Berlin's that is closed anyway.
    assertThat(seconds).isEqualTo(5217L * 5 * 8 * 3600);
  }

  @Test
  void hoursOfADayAreInOrderAndApart() {
    assertThatThrownBy(() -> new OpenHours(600, 600)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new OpenHours(0, 1441)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                new BusinessCalendar(
                    BERLIN,
                    Map.of(MONDAY, List.of(new OpenHours(60, 121), new OpenHours(120, 180))),
                    new TreeMap<>()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Zones with odd offsets, with and without changes of the clock, in which a day was left out. */
  private static final List<String> ZONES =
      List.of(
          "Europe/Berlin",
          "Asia/Kathmandu",
          "America/New_York",
          "Australia/Lord_Howe",
          "Pacific/Chatham",
          "Pacific/Apia",
          "America/Sao_Paulo",
          "UTC");

  /** Around changes of the clock, and the day that Samoa skipped. */
  private static final List<String> BEGINS =
      List.of(
          "2026-03-27T00:00:00Z",
          "2026-10-23T00:00:00Z",
          "2011-12-28T00:00:00Z",
          "2026-04-03T00:00:00Z",
          "2026-11-01T00:00:00Z",
          "1969-12-25T00:00:00Z",
          "2018-11-02T00:00:00Z");

  @Property(tries = 400)
  void theSumIsWhatAWalkOverTheMinutesFinds(
      @ForAll long seed, @ForAll @IntRange(max = 9000) int minutes) {
    var random = new Random(seed);
    var zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
    var from =
        Instant.parse(BEGINS.get(random.nextInt(BEGINS.size())))
            .plus(Duration.ofMinutes(random.nextInt(5 * 24 * 60)));
    var to = from.plus(Duration.ofMinutes(minutes));
    var calendar = calendar(zone, from, random);
    assertThat(new BusinessHours(calendar).between(from, to)).isEqualTo(walk(calendar, from, to));
  }

  private static BusinessCalendar calendar(ZoneId zone, Instant near, Random random) {
    Map<DayOfWeek, List<OpenHours>> week = new EnumMap<>(DayOfWeek.class);
    for (var day : DayOfWeek.values()) {
      week.put(day, hours(random));
    }
    var holidays = new TreeMap<LocalDate, List<OpenHours>>();
    var date = near.atZone(zone).toLocalDate();
    for (int i = random.nextInt(4); i > 0; i--) {
      holidays.put(date.plusDays(random.nextInt(9) - 1), hours(random));
    }
    return new BusinessCalendar(zone, week, holidays);
  }

  private static List<OpenHours> hours(Random random) {
    var bounds = new TreeSet<Integer>();
    for (int i = 2 * random.nextInt(4); i > 0; i--) {
      bounds.add(random.nextInt(8) == 0 ? OpenHours.MINUTES_OF_DAY : random.nextInt(1440));
    }
    var hours = new ArrayList<OpenHours>();
    var sorted = List.copyOf(bounds);
    for (int i = 0; i + 1 < sorted.size(); i += 2) {
      hours.add(new OpenHours(sorted.get(i), sorted.get(i + 1)));
    }
    return hours;
  }

  private static long walk(BusinessCalendar calendar, Instant from, Instant to) {
    long minutes = 0;
    for (var at = from; at.isBefore(to); at = at.plusSeconds(60)) {
      var wall = at.atZone(calendar.zone());
      var hours =
          calendar.holidays().getOrDefault(wall.toLocalDate(), calendar.of(wall.getDayOfWeek()));
      int minute = wall.getHour() * 60 + wall.getMinute();
      if (hours.stream().anyMatch(open -> open.from() <= minute && minute < open.to())) {
        minutes++;
      }
    }
    return 60 * minutes;
  }
}
