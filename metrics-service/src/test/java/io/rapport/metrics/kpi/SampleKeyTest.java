package io.rapport.metrics.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SampleKeyTest {

  private static final Breakdown BY_BOT =
      Breakdown.of(Optional.of(Dimension.BOT), Optional.empty());
  private static final ContactSample SOME = new ContactSample(3);

  private static SampleKey key(String from, Breakdown breakdown, ContactSample sample) {
    var period = new Period(Instant.parse(from), Instant.parse("2026-03-02T23:00:00Z"));
    var scope =
        new Scope(1, period, ZoneOffset.UTC, Map.of(), Instant.parse("2026-04-01T00:00:00Z"));
    return SampleKey.of(scope, breakdown, FactTable.BOT_INPUT, Set.of(), false, Set.of(), sample);
  }

  @Test
  void howContactsDifferIsTheSameAllDay() {
    assertThat(key("2026-03-01T12:00:00Z", Breakdown.NONE, SOME))
        .isEqualTo(key("2026-03-01T00:00:00Z", Breakdown.NONE, SOME));
  }

  @Test
  void whatProvesThatAGroupIsLargeIsOfThatPeriod() {
    assertThat(key("2026-03-01T12:00:00Z", BY_BOT, SOME))
        .isNotEqualTo(key("2026-03-01T00:00:00Z", BY_BOT, SOME));
  }

  @Test
  void allContactsAreThoseOfThatPeriod() {
    assertThat(key("2026-03-01T12:00:00Z", Breakdown.NONE, ContactSample.ALL))
        .isNotEqualTo(key("2026-03-01T00:00:00Z", Breakdown.NONE, ContactSample.ALL));
  }
}
