package io.rapport.metrics.timeline;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * The conversions that belong to an episode and were not undone in time.
 *
 * @param firstAt when the first was made; present where there is one
 */
public record EpisodeConversions(int count, Optional<Instant> firstAt) {

  public static final EpisodeConversions NONE = new EpisodeConversions(0, Optional.empty());

  public EpisodeConversions {
    requireNonNull(firstAt, "firstAt is null");
    if (count < 0 || (count > 0) != firstAt.isPresent()) {
      throw new IllegalArgumentException(count + " conversions, the first at " + firstAt);
    }
  }

  EpisodeConversions and(Instant at) {
    return new EpisodeConversions(
        count + 1, Optional.of(firstAt.filter(first -> first.isBefore(at)).orElse(at)));
  }
}
