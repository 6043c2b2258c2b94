package io.rapport.metrics.timeline;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What an account may choose about its projection.
 *
 * @param episodeTimeout after how much silence an episode is over; 1 to 72 hours, whole seconds
 * @param attribution for how long a touch may lead to a conversion
 * @param calendar when the business is there, if it says so
 */
public record ProjectionSettings(
    Duration episodeTimeout, Attribution attribution, Optional<BusinessCalendar> calendar) {

  private static final Duration SHORTEST = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofDays(3);

  // After the bounds, which its own making is checked against.
  public static final ProjectionSettings DEFAULT = new ProjectionSettings(Duration.ofHours(24));

  /**
   * @throws IllegalArgumentException if the timeout is out of range
   */
  public ProjectionSettings {
    requireNonNull(episodeTimeout, "episodeTimeout is null");
    requireNonNull(attribution, "attribution is null");
    requireNonNull(calendar, "calendar is null");
    if (!permitted(episodeTimeout)) {
      throw new IllegalArgumentException(
          "the episode timeout must be 1 to 72 hours, not " + episodeTimeout);
    }
  }

  /** The defaults, but for the timeout. */
  public ProjectionSettings(Duration episodeTimeout) {
    this(episodeTimeout, Attribution.DEFAULT, Optional.empty());
  }

  /** Whether an episode may end after so much silence. */
  public static boolean permitted(Duration timeout) {
    return timeout.truncatedTo(ChronoUnit.SECONDS).equals(timeout)
        && timeout.compareTo(SHORTEST) >= 0
        && timeout.compareTo(LONGEST) <= 0;
  }
}
