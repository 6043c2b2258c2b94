package io.rapport.metrics.projection;

import java.time.Duration;

/** The defaults, with the sizes of batches that a test chooses. */
record TestConfig(int batchContacts, int batchEvents) implements ProjectionConfig {

  static final TestConfig DEFAULT = new TestConfig(200, 20_000);

  @Override
  public int workers() {
    return 0;
  }

  @Override
  public Duration pollInterval() {
    return Duration.ofMillis(50);
  }

  @Override
  public Duration episodeTimeout() {
    return Duration.ofDays(1);
  }

  @Override
  public Duration statementTimeout() {
    return Duration.ofMinutes(1);
  }

  @Override
  public Duration rebuildStatementTimeout() {
    return Duration.ofMinutes(1);
  }

  @Override
  public Duration retryAfter() {
    return Duration.ofSeconds(10);
  }

  @Override
  public Duration retryAtMostAfter() {
    return Duration.ofMinutes(10);
  }

  @Override
  public Duration workerPauseAtMost() {
    return Duration.ofSeconds(1);
  }
}
