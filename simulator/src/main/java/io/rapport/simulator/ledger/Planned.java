package io.rapport.simulator.ledger;

import io.rapport.simulator.world.Fact;
import java.time.Instant;
import java.util.Comparator;

/**
 * A fact that will happen when its time has come.
 *
 * @param number counts up over everything ever planned in a directory
 */
public record Planned(long number, Fact fact) {
  /** By time; what was planned first comes first. */
  public static final Comparator<Planned> BY_TIME =
      Comparator.<Planned, Instant>comparing(it -> it.fact().at())
          .thenComparingLong(Planned::number);
}
