package io.rapport.metrics.statistics;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Whether an experiment's arms got the shares they were meant to get. Where they did not, something
 * between assignment and measurement loses contacts of one arm more than of the other, and no
 * result of it can be trusted.
 *
 * <p>Source: A. Fabijan and others, Diagnosing sample ratio mismatch in online controlled
 * experiments, KDD (2019), 2156-2164; the test is K. Pearson's chi-square (1900).
 *
 * @param pValue how likely a deviation as large is by chance
 * @param deviation the largest between a share and what it was meant to be, 0 to 1
 */
public record SampleRatio(double pValue, double deviation, Verdict verdict) {

  private static final int FEWEST = 8;
  private static final double RED = 0.001;
  private static final double YELLOW = 0.01;
  private static final double NOTEWORTHY = 0.001;

  /** What it means for the experiment. */
  public enum Verdict {
    GREEN,
    YELLOW,
    RED
  }

  public SampleRatio {
    requireNonNull(verdict, "verdict is null");
  }

  /**
   * One arm.
   *
   * @param weight in proportion to which contacts were to be assigned, above 0
   */
  public record Arm(long contacts, double weight) {

    public Arm {
      if (contacts < 0 || !(weight > 0)) {
        throw new IllegalArgumentException(contacts + " contacts with weight " + weight);
      }
    }
  }

  /**
   * Compares the arms with their weights; without any contact nothing is wrong yet.
   *
   * @param arms at least two
   */
  public static SampleRatio of(List<Arm> arms) {
    if (arms.size() < 2) {
      throw new IllegalArgumentException("an experiment has at least two arms");
    }
    double contacts = arms.stream().mapToDouble(Arm::contacts).sum();
    double weights = arms.stream().mapToDouble(Arm::weight).sum();
    if (contacts == 0) {
      return new SampleRatio(1, 0, Verdict.GREEN);
    }
    double statistic = 0;
    double deviation = 0;
    for (var arm : arms) {
      double expected = contacts * arm.weight() / weights;
      statistic += (arm.contacts() - expected) * (arm.contacts() - expected) / expected;
      deviation = Math.max(deviation, Math.abs(arm.contacts() - expected) / contacts);
    }
    double pValue = ChiSquaredDistribution.of(arms.size() - 1.0).survivalProbability(statistic);
    boolean enough = arms.stream().allMatch(arm -> arm.contacts() >= FEWEST);
    return new SampleRatio(pValue, deviation, verdict(pValue, deviation, enough));
  }

  private static Verdict verdict(double pValue, double deviation, boolean enough) {
    if (pValue < RED && enough && deviation >= NOTEWORTHY) {
      return Verdict.RED;
    }
    return pValue < YELLOW ? Verdict.YELLOW : Verdict.GREEN;
  }
}
