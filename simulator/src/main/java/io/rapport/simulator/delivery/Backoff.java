package io.rapport.simulator.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Exponential waiting between attempts: doubles up to a limit, with up to half of it left to
 * chance.
 *
 * @param first after the first failure
 * @param longest limit
 */
public record Backoff(Duration first, Duration longest) {
  Duration after(int failures, RandomGenerator random) {
    long doubled = first.toMillis() << Math.min(failures - 1, 20);
    long limit = Math.min(doubled, longest.toMillis());
    return Duration.ofMillis(limit / 2 + random.nextLong(limit / 2 + 1));
  }
}
