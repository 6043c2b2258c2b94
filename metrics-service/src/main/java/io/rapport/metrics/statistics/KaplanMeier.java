package io.rapport.metrics.statistics;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.OptionalLong;

/**
 * The product-limit estimate of how long things wait, from those that were answered and those whose
 * wait was only seen in part.
 *
 * <p>Source: E. L. Kaplan and P. Meier, Nonparametric estimation from incomplete observations,
 * Journal of the American Statistical Association 53 (1958), 457-481.
 */
public final class KaplanMeier {

  private KaplanMeier() {}

  /**
   * What happened after a wait of the same length.
   *
   * @param seconds the wait
   * @param answered how many ended then
   * @param censored how many were not seen any longer; they still waited when those answered at the
   *     same second were
   */
  public record Observation(long seconds, long answered, long censored) {

    public Observation {
      if (answered < 0 || censored < 0) {
        throw new IllegalArgumentException(answered + " answered, " + censored + " censored");
      }
    }
  }

  /**
   * The first wait in seconds after which at most half are still waiting; empty where the estimate
   * never falls that low.
   *
   * @param observations in ascending order of their seconds
   */
  public static OptionalLong median(List<Observation> observations) {
    requireNonNull(observations, "observations is null");
    long waiting = observations.stream().mapToLong(o -> o.answered() + o.censored()).sum();
    double surviving = 1;
    long previous = Long.MIN_VALUE;
    for (var observation : observations) {
      if (observation.seconds() < previous) {
        throw new IllegalArgumentException("observations are not in ascending order");
      }
      previous = observation.seconds();
      if (observation.answered() > 0) {
        surviving *= 1 - (double) observation.answered() / waiting;
        // Half of a whole number of equals is reached exactly; products of fractions miss it by an
        // ulp.
        if (surviving <= 0.5 + 1e-12) {
          return OptionalLong.of(observation.seconds());
        }
      }
      waiting -= observation.answered() + observation.censored();
    }
    return OptionalLong.empty();
  }
}
