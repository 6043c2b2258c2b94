package io.rapport.metrics.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AllocationTest {

  private static final int CONTACTS = 4000;

  @Property(tries = 200)
  void aContactAlwaysGetsTheSameArm(
      @ForAll("ids") UUID salt,
      @ForAll("ids") UUID contact,
      @ForAll @DoubleRange(min = 0, max = 0.9) double holdOut,
      @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 1, max = 100) Integer> weights) {
    int arm = new Allocation(salt, holdOut, weights).arm(contact);

    assertThat(arm).isBetween(0, weights.size());
    assertThat(new Allocation(salt, holdOut, List.copyOf(weights)).arm(contact)).isEqualTo(arm);
    assertThat(new Allocation(salt, 0, weights).arm(contact)).isPositive();
    if (arm > 0) {
      // Hold-out first: how large it is moves nobody from one variant to another.
      assertThat(new Allocation(salt, 0, weights).arm(contact)).isEqualTo(arm);
    }
  }

  @Property(tries = 30)
  void sharesApproachTheWeights(
      @ForAll("ids") UUID salt,
      @ForAll @DoubleRange(min = 0, max = 0.9) double holdOut,
      @ForAll @Size(min = 2, max = 4) List<@IntRange(min = 1, max = 10) Integer> weights) {
    var allocation = new Allocation(salt, holdOut, weights);
    var random = new Random(salt.getLeastSignificantBits());
    var counts = new int[weights.size() + 1];
    for (int i = 0; i < CONTACTS; i++) {
      counts[allocation.arm(new UUID(random.nextLong(), random.nextLong()))]++;
    }

    double total = weights.stream().mapToDouble(Integer::doubleValue).sum();
    assertThat((double) counts[0] / CONTACTS).isBetween(holdOut - 0.05, holdOut + 0.05);
    for (int arm = 1; arm <= weights.size(); arm++) {
      double share = (1 - holdOut) * weights.get(arm - 1) / total;
      // Five standard errors are at most 0.04.
      assertThat((double) counts[arm] / CONTACTS).isBetween(share - 0.05, share + 0.05);
    }
  }

  @Test
  void anotherSaltIsAnotherDraw() {
    var random = new Random(7);
    var one = new Allocation(new UUID(1, 2), 0, List.of(1, 1));
    var other = new Allocation(new UUID(1, 3), 0, List.of(1, 1));
    int same = 0;
    for (int i = 0; i < CONTACTS; i++) {
      var contact = new UUID(random.nextLong(), random.nextLong());
      same += one.arm(contact) == other.arm(contact) ? 1 : 0;
    }

    assertThat((double) same / CONTACTS).isBetween(0.45, 0.55);
  }

  @Provide
  Arbitrary<UUID> ids() {
    return Arbitraries.randomValue(random -> new UUID(random.nextLong(), random.nextLong()));
  }
}
