package io.rapport.simulator.live;

import io.rapport.simulator.world.Fact;
import java.time.Duration;
import java.util.List;

/**
 * Decides when the next scene begins, so that in the long run as many webhook facts come about as
 * the rate says, however many a scene has. Not thread-safe.
 */
final class Tempo {
  private double perMinute;
  private double credit;

  Tempo(double perMinute) {
    set(perMinute);
  }

  /**
   * @throws IllegalArgumentException if the rate is out of range
   */
  void set(double rate) {
    if (!(rate >= 0 && rate <= Simulation.MAX_RATE)) {
      throw new IllegalArgumentException(
          "factsPerMinute must be between 0 and " + (int) Simulation.MAX_RATE);
    }
    perMinute = rate;
    credit = Math.min(credit, 0);
  }

  double perMinute() {
    return perMinute;
  }

  void pass(Duration time) {
    credit += perMinute * time.toMillis() / 60_000;
  }

  boolean sceneDue() {
    return credit > 0;
  }

  void spend(List<Fact> scene) {
    credit -= Math.max(1, scene.stream().filter(Fact::webhook).count());
  }
}
