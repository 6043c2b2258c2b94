package io.rapport.metrics.projection;

import java.time.Duration;

/** The defaults, but for what a test chooses. */
record TestConfig(int workers, Duration pollInterval, int batchContacts, int batchEvents)
    implements ProjectionConfig {

  static final TestConfig DEFAULT = new TestConfig(200, 20_000);

  /** Tests call the worker themselves. */
  TestConfig(int batchContacts, int batchEvents) {
    this(0, Duration.ofMillis(50), batchContacts, batchEvents);
  }

  @Override
  public int rebuildContacts() {
    return batchContacts;
  }

  @Override
  public int gatherAnnouncements() {
    return 2;
  }

  /** So many workers, which look for work so often. */
  static TestConfig running(int workers, Duration pollInterval) {
    return new TestConfig(workers, pollInterval, 200, 20_000);
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
