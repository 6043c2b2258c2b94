package io.rapport.metrics.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class WorkSignalTest {

  private final WorkSignal signal = new WorkSignal();

  @Test
  void aHintWakesWhoeverWaits() throws InterruptedException {
    long seen = signal.hints();
    var waiting = Thread.ofVirtual().start(() -> await(seen));
    signal.raise();
    assertThat(waiting.join(Duration.ofSeconds(10))).isTrue();
  }

  private void await(long seen) {
    try {
      signal.await(seen, Duration.ofHours(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aHintThatCameBeforeTheWaitIsNotLost() throws InterruptedException {
    long seen = signal.hints();
    signal.raise();
    signal.await(seen, Duration.ofHours(1));
    assertThat(signal.hints()).isEqualTo(seen + 1);
  }

  @Test
  void withoutAHintTheWaitEndsByItself() throws InterruptedException {
    long begin = System.nanoTime();
    signal.await(signal.hints(), Duration.ofMillis(20));
    assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(20));
  }
}
