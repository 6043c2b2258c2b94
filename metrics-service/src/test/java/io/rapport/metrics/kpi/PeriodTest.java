package io.rapport.metrics.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
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
  void otherPeriodsAreComparedWithOnesOfTheSameLength() {
    var hour =
        new Period(Instant.parse("2026-03-22T10:30:00Z"), Instant.parse("2026-03-22T11:30:00Z"));

    assertThat(hour.previous(BERLIN))
        .isEqualTo(
            new Period(
                Instant.parse("2026-03-22T09:30:00Z"), Instant.parse("2026-03-22T10:30:00Z")));
  }
}
