package io.rapport.ingest.completeness;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RhythmTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Rhythm.Source SOURCE = new Rhythm.Source(1, FactStream.MESSAGES);

  /** A Thursday, four days after the clocks were put back. */
  private static final LocalDateTime HOUR = LocalDateTime.of(2026, 10, 29, 10, 0);

  private static final CompletenessSettings.Silence LIMITS =
      new SmallRyeConfigBuilder()
          .withConverter(Duration.class, 100, new DurationConverter())
          .withMapping(CompletenessSettings.class)
          .build()
          .getConfigMapping(CompletenessSettings.class)
          .silence();

  @ParameterizedTest
  @CsvSource({"0, true", "9, true", "10, false", "40, false"})
  void anHourIsSilentBelowAQuarterOfWhatIsUsual(long observed, boolean silent) {
    var rhythm = usually(40, 40, 40, 40, 40, 40);
    rhythm.add(SOURCE, at(0), observed);
    assertThat(judged(rhythm).silent(LIMITS)).isEqualTo(silent);
    assertThat(judged(rhythm).observed()).isEqualTo(observed);
  }

  @Test
  void theUsualIsTheMedianWhichOneCampaignAndOneOutageDoNotMove() {
    assertThat(judged(usually(40, 42, 4000, 1, 44, 46)).expected()).hasValue(43);
  }

  @Test
  void theHourOfTheWeekIsThatOfTheClockOnTheWall() {
    var rhythm = new Rhythm(BERLIN);
    for (int week = 1; week <= 6; week++) {
      rhythm.add(SOURCE, at(week), 40);
      // What comes an hour later on the clock must not be mistaken for it.
      rhythm.add(SOURCE, at(week).plus(Duration.ofHours(1)), 4);
    }
    assertThat(judged(rhythm).expected()).hasValue(40);
  }

  @Test
  void hoursInWhichLittleIsUsualAreNotJudged() {
    assertThat(judged(usually(19, 19, 19, 19, 19, 19)).silent(LIMITS)).isFalse();
    assertThat(judged(usually(20, 20, 20, 20, 20, 20)).silent(LIMITS)).isTrue();
  }

  @Test
  void aNumberThatIsNewIsNotJudged() {
    assertThat(judged(usually(40, 40, 40)).expected()).isEmpty();
    assertThat(judged(usually(40, 40, 40, 40)).expected()).hasValue(40);
  }

  @Test
  void aWeekWithoutAnyTrafficIsNoMeasure() {
    var rhythm = usually(40, 0, 0, 40, 40, 40);
    assertThat(judged(rhythm).expected()).hasValue(40);
  }

  @Test
  void whatLiesBeforeItsMemoryChangesNothing() {
    var rhythm = usually(40, 40, 40, 40, 40, 40);
    var before = judged(rhythm);
    rhythm.add(SOURCE, at(0).minus(Rhythm.memory(LIMITS)).minusSeconds(3600), 9000);
    assertThat(judged(rhythm)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"})
  void everyHourOfAYearIsVisitedOnce(String zone) {
    var rhythm = new Rhythm(ZoneId.of(zone));
    var from = LocalDateTime.of(2026, 1, 1, 0, 0).atZone(ZoneId.of(zone)).toInstant();
    var to = LocalDateTime.of(2027, 1, 1, 0, 0).atZone(ZoneId.of(zone)).toInstant();
    rhythm.add(SOURCE, from, 1);
    var hours = rhythm.hours(from, to, LIMITS).stream().map(Rhythm.Hour::start).toList();
    assertThat(hours).isSorted().doesNotHaveDuplicates().hasSizeBetween(8758, 8762);
  }

  /**
   * Facts of the same hour one week ago, two weeks ago, ...; a week without is not there at all.
   */
  private static Rhythm usually(long... weeks) {
    var rhythm = new Rhythm(BERLIN);
    for (int i = 0; i < weeks.length; i++) {
      if (weeks[i] > 0) {
        rhythm.add(SOURCE, at(i + 1), weeks[i]);
      }
    }
    return rhythm;
  }

  private static Rhythm.Hour judged(Rhythm rhythm) {
    List<Rhythm.Hour> hours = rhythm.hours(at(0), at(0).plusSeconds(1), LIMITS);
    assertThat(hours).hasSize(1);
    return hours.getFirst();
  }

  private static Instant at(int weeksAgo) {
    return HOUR.minusWeeks(weeksAgo).atZone(BERLIN).toInstant();
  }
}
