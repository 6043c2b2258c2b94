package io.rapport.launcher.process;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackOffTest {

  @Test
  void doublesFromOneSecondToThirty() {
    assertThat(IntStream.rangeClosed(1, 8).mapToObj(BackOff.DEFAULT::delay))
        .containsExactly(
            ofSeconds(1),
            ofSeconds(2),
            ofSeconds(4),
            ofSeconds(8),
            ofSeconds(16),
            ofSeconds(30),
            ofSeconds(30),
            ofSeconds(30));
  }

  @Test
  void staysAtTheLastDelayHoweverOftenItFails() {
    assertThat(BackOff.DEFAULT.delay(Integer.MAX_VALUE)).isEqualTo(ofSeconds(30));
  }

  @Test
  void beginsAnewAfterAStableTime() {
    assertThat(BackOff.DEFAULT.failures(5, ofSeconds(59))).isEqualTo(6);
    assertThat(BackOff.DEFAULT.failures(5, ofMinutes(1))).isEqualTo(1);
  }
}
