package io.rapport.metrics.timeline;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What an account may choose about its projection.
 *
 * @param episodeTimeout after how much silence an episode is over; 1 to 72 hours
 */
public record ProjectionSettings(Duration episodeTimeout) {

  private static final Duration SHORTEST = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofDays(3);

  // After the bounds, which its own making is checked against.
  public static final ProjectionSettings DEFAULT = new ProjectionSettings(Duration.ofHours(24));

  /**
   * @throws IllegalArgumentException if the timeout is out of range
   */
  public ProjectionSettings {
    requireNonNull(episodeTimeout, "episodeTimeout is null");
    if (episodeTimeout.compareTo(SHORTEST) < 0 || episodeTimeout.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "the episode timeout must be 1 to 72 hours, not " + episodeTimeout);
    }
  }
}
