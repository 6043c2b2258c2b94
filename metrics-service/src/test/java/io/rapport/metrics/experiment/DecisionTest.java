package io.rapport.metrics.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.metrics.statistics.ClusterMoments;
import io.rapport.metrics.statistics.SampleRatio.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DecisionTest {

  private static final Design TWO =
      new Design(
          "test",
          "spring",
          "response-rate",
          List.of(new Variant("A", 1), new Variant("B", 1)),
          1,
          0.1);

  @Property
  void aWinnerIsNeverNamedUnlessEveryGuardIsGreen(
      @ForAll @IntRange(min = 0, max = 3000) int a,
      @ForAll @IntRange(min = 0, max = 3000) int b,
      @ForAll @IntRange(min = 0, max = 3000) int held,
      @ForAll @IntRange(min = 0, max = 100) int several,
      @ForAll @IntRange(min = 0, max = 100) int against,
      @ForAll boolean fewerIsBetter) {
    // As clear as can be: all of B did it, none of A.
    var tally = tally(held, arm(a, 0), arm(b, b), several, against);
    var guards = Guards.of(TWO, tally);
    var contrast =
        Contrast.of(
            tally.arm(2).moments(), tally.arm(1).moments(), fewerIsBetter, Method.SEQUENTIAL, 0.95);
    Map<Integer, Contrast> contrasts = contrast.map(c -> Map.of(2, c)).orElse(Map.of());

    var decision = Decision.of(TWO, guards.verdict(), contrasts, fewerIsBetter, true);

    if (guards.verdict() == Verdict.GREEN && a >= 30 && b >= 30) {
      assertThat(decision.winner()).contains(fewerIsBetter ? 1 : 2);
    } else {
      assertThat(decision.winner()).isEmpty();
    }
  }

  @Test
  void aFixedHorizonDecidesOnlyAtItsEnd() {
    var tally = tally(100, arm(500, 50), arm(500, 150), 0, 0);
    var contrast =
        Contrast.of(tally.arm(2).moments(), tally.arm(1).moments(), false, Method.FIXED, 0.95)
            .orElseThrow();

    assertThat(Decision.of(TWO, Verdict.GREEN, Map.of(2, contrast), false, false).winner())
        .isEmpty();
    assertThat(Decision.of(TWO, Verdict.GREEN, Map.of(2, contrast), false, true).winner())
        .contains(2);
    assertThat(contrast.chanceToWin()).isGreaterThan(0.999);
    assertThat(contrast.expectedLoss()).isBetween(0.0, 0.001);
  }

  @Test
  void oneLostTenthOfAnArmIsNoticedAndChanceIsNot() {
    var random = new SplittableRandom(42);
    int alarms = 0;
    int noticed = 0;
    for (int i = 0; i < 300; i++) {
      alarms += guards(random, 0).verdict() == Verdict.RED ? 1 : 0;
      noticed += guards(random, 0.1).verdict() == Verdict.RED ? 1 : 0;
    }

    // Two tests at p < 0.001 each: 0.6 are expected.
    assertThat(alarms).isLessThanOrEqualTo(4);
    // A deviation of 4.9 standard errors, where 3.3 are needed: 94 % are expected.
    assertThat(noticed).isGreaterThan(265);
  }

  @Test
  void whoLooksAtEveryHundredContactsIsSeldomFooled() {
    var random = new SplittableRandom(1);
    int fooled = 0;
    for (int i = 0; i < 300; i++) {
      fooled += everSignificant(random) ? 1 : 0;
    }

    // Newcombe's intervals looked at so often fool in more than a third of all cases.
    assertThat(fooled).isLessThanOrEqualTo(22);
  }

  private static boolean everSignificant(SplittableRandom random) {
    var a = ClusterMoments.NONE;
    var b = ClusterMoments.NONE;
    for (int contact = 1; contact <= 10_000; contact++) {
      double success = random.nextDouble() < 0.1 ? 1 : 0;
      if (random.nextBoolean()) {
        a = a.plus(1, success);
      } else {
        b = b.plus(1, success);
      }
      if (contact % 100 == 0) {
        var contrast = Contrast.of(b, a, false, Method.SEQUENTIAL, 0.95);
        if (contrast.filter(c -> c.sign(false) != 0).isPresent()) {
          return true;
        }
      }
    }
    return false;
  }

  /** Everybody of 9000 is sent what they are assigned, but for a part of B. */
  private static Guards guards(SplittableRandom random, double lost) {
    int[] assigned = new int[3];
    int[] exposed = new int[3];
    for (int i = 0; i < 10_000; i++) {
      int arm = random.nextDouble() < 0.1 ? 0 : random.nextInt(1, 3);
      assigned[arm]++;
      exposed[arm] += arm == 1 || (arm == 2 && random.nextDouble() >= lost) ? 1 : 0;
    }
    var arms = new HashMap<Integer, ArmTally>();
    for (int arm = 0; arm < 3; arm++) {
      arms.put(arm, new ArmTally(assigned[arm], exposed[arm], 0, ClusterMoments.NONE));
    }
    return Guards.of(TWO, new Tally(arms, exposed[1] + exposed[2], 0, 0, 0));
  }

  private static ArmTally arm(long contacts, long successes) {
    return new ArmTally(contacts, contacts, 0, TallyQuery.oneTrialEach(contacts, successes));
  }

  private static Tally tally(long held, ArmTally a, ArmTally b, long several, long against) {
    return new Tally(
        Map.of(0, new ArmTally(held, 0, 0, ClusterMoments.NONE), 1, a, 2, b),
        a.exposed() + b.exposed(),
        several,
        against,
        0);
  }
}
