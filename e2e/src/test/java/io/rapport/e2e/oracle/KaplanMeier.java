package io.rapport.e2e.oracle;

import java.util.List;
import java.util.OptionalDouble;

/**
 * The product-limit estimator (Kaplan and Meier 1958): how long until half are answered, where some
 * were only observed waiting.
 */
final class KaplanMeier {
  private KaplanMeier() {}

  /**
   * @param answered seconds until the answer
   * @param censored seconds observed without one; of equal times the answers come first
   * @return the first time at which at most half still wait; empty if more than half wait to the
   *     end
   */
  static OptionalDouble median(List<Long> answered, List<Long> censored) {
    var waiting = 1.0;
    for (var time : answered.stream().sorted().distinct().toList()) {
      var atRisk =
          answered.stream().filter(t -> t >= time).count()
              + censored.stream().filter(t -> t >= time).count();
      var events = answered.stream().filter(t -> t.equals(time)).count();
      waiting *= 1 - (double) events / atRisk;
      if (waiting <= 0.5) {
        return OptionalDouble.of(time);
      }
    }
    return OptionalDouble.empty();
  }
}
