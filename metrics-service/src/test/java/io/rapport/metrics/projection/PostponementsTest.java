package io.rapport.metrics.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostponementsTest {

  private final Postponements postponements =
      new Postponements(Duration.ofSeconds(1), Duration.ofMinutes(1));

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "3, 4", "6, 32", "7, 60", "40, 60", "2000000000, 60"})
  void theDelayDoublesWithEachFailureUpToTheLongest(int failures, long seconds) {
    assertThat(postponements.delay(failures)).isEqualTo(Duration.ofSeconds(seconds));
  }
}
