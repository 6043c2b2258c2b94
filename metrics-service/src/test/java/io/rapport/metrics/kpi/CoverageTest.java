package io.rapport.metrics.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.metrics.projection.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CoverageTest {

  private static final List<Duration> HORIZONS = List.of(Duration.ofHours(1), Duration.ofHours(24));

  @Test
  void alignedPeriodsInThePastAreReadFromTheCube() {
    var period = period("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z");
    var coverage = Coverage.ofCube(period, Instant.parse("2026-03-01T00:00:00Z"), HORIZONS);

    assertThat(coverage.cube()).hasValue(period);
    assertThat(coverage.except()).isEmpty();
    assertThat(coverage.facts()).isEmpty();
  }

  @Test
  void raggedEndsAndTheBucketsInWhichFactsTurnMatureAreCountedOnFacts() {
    var coverage =
        Coverage.ofCube(
            period("2026-01-01T00:00:01Z", "2026-01-03T00:07:00Z"),
            Instant.parse("2026-01-02T12:20:00Z"),
            HORIZONS);

    assertThat(coverage.cube()).hasValue(period("2026-01-01T00:15:00Z", "2026-01-03T00:00:00Z"));
    assertThat(coverage.except())
        .containsExactly(
            Instant.parse("2026-01-01T12:15:00Z"), Instant.parse("2026-01-02T11:15:00Z"));
    assertThat(coverage.facts())
        .containsExactlyInAnyOrder(
            period("2026-01-01T00:00:01Z", "2026-01-01T00:15:00Z"),
            period("2026-01-01T12:15:00Z", "2026-01-01T12:30:00Z"),
            period("2026-01-02T11:15:00Z", "2026-01-02T11:30:00Z"),
            period("2026-01-03T00:00:00Z", "2026-01-03T00:07:00Z"));
  }

  @Test
  void wholeDaysAndMonthsOfAZoneAreReadAsSuchUnlessFactsTurnMatureInThem() {
    var berlin = ZoneId.of("Europe/Berlin");
    var coverage =
        Coverage.ofCube(
                period("2026-01-30T12:00:00Z", "2026-03-02T23:30:00Z"),
                Instant.parse("2026-03-02T12:20:00Z"),
                List.of())
            .rolledUp(berlin, true);

    assertThat(coverage.cubeBySpan())
        .isEqualTo(
            Map.of(
                Span.QUARTER_HOUR,
                List.of(
                    period("2026-01-30T12:00:00Z", "2026-01-30T23:00:00Z"),
                    period("2026-03-02T23:00:00Z", "2026-03-02T23:30:00Z")),
                Span.DAY,
                List.of(
                    period("2026-01-30T23:00:00Z", "2026-01-31T23:00:00Z"),
                    period("2026-02-28T23:00:00Z", "2026-03-02T23:00:00Z")),
                Span.MONTH,
                List.of(period("2026-01-31T23:00:00Z", "2026-02-28T23:00:00Z"))));
  }

  @Test
  void theDayInWhichFactsTurnMatureIsReadByQuartersOfAnHour() {
    var coverage =
        Coverage.ofCube(
                period("2026-01-01T00:00:00Z", "2026-01-04T00:00:00Z"),
                Instant.parse("2026-01-03T12:20:00Z"),
                List.of(Duration.ofDays(1)))
            .rolledUp(ZoneOffset.UTC, false);

    assertThat(coverage.cubeBySpan())
        .isEqualTo(
            Map.of(
                Span.DAY,
                List.of(
                    period("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"),
                    period("2026-01-03T00:00:00Z", "2026-01-04T00:00:00Z")),
                Span.QUARTER_HOUR,
                List.of(period("2026-01-02T00:00:00Z", "2026-01-03T00:00:00Z"))));
  }

  @Test
  void aPeriodInsideABucketIsCountedOnFacts() {
    var period = period("2026-01-01T00:01:00Z", "2026-01-01T00:14:00Z");

    assertThat(Coverage.ofCube(period, period.to(), HORIZONS)).isEqualTo(Coverage.ofFacts(period));
  }

  private static Period period(String from, String to) {
    return new Period(Instant.parse(from), Instant.parse(to));
  }
}
