package io.rapport.metrics.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class PeriodTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @Test
  void theWeekBeforeOneWithAShortDayIsAWholeWeek() {
    var short7days =
        new Period(Instant.parse("2026-03-22T23:00:00Z"), Instant.parse("2026-03-29T22:00:00Z"));

    assertThat(short7days.previous(BERLIN))
        .isEqualTo(
            new Period(
                Instant.parse("2026-03-15T23:00:00Z"), Instant.parse("2026-03-22T23:00:00Z")));
  }

  @Test
  void aYearBeforeAreTheSameDatesByTheClockOfTheZone() {
    // From summer time to winter time: the dates stay, the instants move.
    var october = period("2026-10-24T22:00:00Z", "2026-10-31T23:00:00Z");
    assertThat(october.yearBefore(BERLIN))
        .isEqualTo(period("2025-10-24T22:00:00Z", "2025-10-31T23:00:00Z"));
    var march = period("2026-03-27T23:00:00Z", "2026-03-29T22:00:00Z");
    assertThat(march.yearBefore(BERLIN))
        .isEqualTo(period("2025-03-27T23:00:00Z", "2025-03-29T23:00:00Z"));
  }

  @Test
  void leapDaysAreNoTrap() {
    var utc = ZoneId.of("UTC");
    assertThat(period("2028-02-29T00:00:00Z", "2028-03-01T00:00:00Z").yearBefore(utc))
        .isEqualTo(period("2027-02-28T00:00:00Z", "2027-03-01T00:00:00Z"));
    assertThat(period("2028-02-28T00:00:00Z", "2028-02-29T00:00:00Z").yearBefore(utc))
        .isEqualTo(period("2027-02-28T00:00:00Z", "2027-03-01T00:00:00Z"));
    assertThat(period("2028-01-01T00:00:00Z", "2029-01-01T00:00:00Z").yearBefore(utc))
        .isEqualTo(period("2027-01-01T00:00:00Z", "2028-01-01T00:00:00Z"));
  }

  @Test
  void aDayMayBeginAtOneWhereTheClocksSkipMidnight() {
    var beirut = ZoneId.of("Asia/Beirut");
    var begin = LocalDate.of(2026, 3, 29).atStartOfDay(beirut).toInstant();
    var end = LocalDate.of(2026, 3, 31).atStartOfDay(beirut).toInstant();
    assertThat(begin.atZone(beirut).getHour()).isOne();
    assertThat(new Period(begin, end).yearBefore(beirut))
        .isEqualTo(
            new Period(
                LocalDate.of(2025, 3, 29).atStartOfDay(beirut).toInstant(),
                LocalDate.of(2025, 3, 31).atStartOfDay(beirut).toInstant()));
    assertThat(new Period(begin, end).previous(beirut).from())
        .isEqualTo(LocalDate.of(2026, 3, 27).atStartOfDay(beirut).toInstant());
  }

  private static Period period(String from, String to) {
    return new Period(Instant.parse(from), Instant.parse(to));
  }

  @Test
  void otherPeriodsAreComparedWithOnesOfTheSameLength() {
    var hour =
        new Period(Instant.parse("2026-03-22T10:30:00Z"), Instant.parse("2026-03-22T11:30:00Z"));

    assertThat(hour.previous(BERLIN))
        .isEqualTo(
            new Period(
                Instant.parse("2026-03-22T09:30:00Z"), Instant.parse("2026-03-22T10:30:00Z")));
  }
}
