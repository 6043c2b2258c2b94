package io.rapport.e2e.oracle;

import java.math.BigInteger;
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
    // A fraction of whole numbers, so that exactly one half is one half.
    var waiting = BigInteger.ONE;
    var all = BigInteger.ONE;
    for (var time : answered.stream().sorted().distinct().toList()) {
      var atRisk =
          answered.stream().filter(t -> t >= time).count()
              + censored.stream().filter(t -> t >= time).count();
      var events = answered.stream().filter(t -> t.equals(time)).count();
      waiting = waiting.multiply(BigInteger.valueOf(atRisk - events));
      all = all.multiply(BigInteger.valueOf(atRisk));
      if (waiting.add(waiting).compareTo(all) <= 0) {
        return OptionalDouble.of(time);
      }
    }
    return OptionalDouble.empty();
  }
}
