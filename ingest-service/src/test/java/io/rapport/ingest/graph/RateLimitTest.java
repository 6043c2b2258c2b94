package io.rapport.ingest.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RateLimitTest {

  private static final Instant START = Instant.parse("2026-11-01T10:00:00Z");
  private static final Duration INTERVAL = Duration.ofSeconds(6);

  private final RateLimit<String> limit = new RateLimit<>(INTERVAL, 3, 10);

  @Test
  void soManyInARowAndThenOneAnInterval() {
    for (int i = 0; i < 3; i++) {
      assertThat(limit.take("a", START)).isZero();
    }
    assertThat(limit.take("a", START)).isEqualTo(INTERVAL);
    assertThat(limit.take("a", START.plusSeconds(2))).isEqualTo(Duration.ofSeconds(4));
    assertThat(limit.take("a", START.plusSeconds(6))).isZero();
    assertThat(limit.take("a", START.plusSeconds(6))).isEqualTo(INTERVAL);
  }

  @Test
  void oneKeyTakesNothingFromAnother() {
    for (int i = 0; i < 4; i++) {
      limit.take("a", START);
    }
    assertThat(limit.take("b", START)).isZero();
  }

  @Test
  void whoHasWaitedLongEnoughHasAllInARowAgain() {
    for (int i = 0; i < 4; i++) {
      limit.take("a", START);
    }
    for (int i = 0; i < 3; i++) {
      assertThat(limit.take("a", START.plusSeconds(18))).isZero();
    }
    assertThat(limit.take("a", START.plusSeconds(18))).isPositive();
  }

  @Test
  void inTheLongRunThereAreNoMoreThanThat() {
    var random = new Random(1);
    int taken = 0;
    var now = START;
    var end = START.plusSeconds(6000);
    while (now.isBefore(end)) {
      if (limit.take("a", now).isZero()) {
        taken++;
      }
      now = now.plusMillis(random.nextInt(4000));
    }
    assertThat(taken).isBetween(1000, 1003);
  }

  @Test
  void whatWasNotUsedForLongestIsForgottenFirst() {
    for (int i = 0; i < 3; i++) {
      limit.take("a", START);
    }
    for (int i = 0; i < 10; i++) {
      limit.take("other " + i, START);
    }
    assertThat(limit.take("a", START)).isZero();
  }
}
