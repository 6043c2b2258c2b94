package io.rapport.simulator.delivery;

import io.rapport.simulator.ledger.Happened;
import io.rapport.simulator.world.Fact;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Mixes facts up as the internet does: takes batches out in random order, and holds a few facts
 * back until thousands of others have gone. Bounded by its owner. Not thread-safe.
 */
final class ReorderingPool {
  private static final double LATE = 0.01;
  private static final int LATE_BY = 8_000;

  private record Late(Happened fact, long dueAfter) {}

  private final RandomGenerator random;
  private final List<Happened> waiting = new ArrayList<>();
  private final ArrayDeque<Late> late = new ArrayDeque<>();
  private long taken;

  ReorderingPool(RandomGenerator random) {
    this.random = random;
  }

  void add(Happened fact, boolean mayBeLate) {
    if (mayBeLate && random.nextDouble() < LATE) {
      late.add(new Late(fact, taken + LATE_BY));
    } else {
      waiting.add(fact);
    }
  }

  int size() {
    return waiting.size() + late.size();
  }

  /** Takes out one batch; empty only if nothing is left. */
  List<Happened> take(int most) {
    while (!late.isEmpty() && (waiting.isEmpty() || late.peek().dueAfter() <= taken)) {
      waiting.add(late.remove().fact());
    }
    int size = Math.min(waiting.size(), batchSize(most));
    var batch = new ArrayList<Happened>(size);
    for (int i = 0; i < size; i++) {
      int chosen = random.nextInt(waiting.size());
      batch.add(waiting.get(chosen));
      var last = waiting.removeLast();
      if (chosen < waiting.size()) {
        waiting.set(chosen, last);
      }
    }
    taken += size;
    // Half of the batches are tidy, with one entry an account; the others switch back and forth.
    if (random.nextBoolean()) {
      batch.sort(Comparator.comparing(it -> place(it.fact())));
    }
    return batch;
  }

  private int batchSize(int most) {
    if (most == 1 || random.nextInt(3) == 0) {
      return 1;
    }
    return random.nextInt(3) == 0 ? most : 1 + random.nextInt(most);
  }

  private static String place(Fact fact) {
    return switch (fact) {
      case Fact.Inbound it -> it.chat().channel().phoneNumberId() + "/messages";
      case Fact.Status it -> it.chat().channel().phoneNumberId() + "/statuses";
      case Fact.Reported it -> it.account();
      case Fact.AccountOpened _, Fact.PersonJoined _, Fact.NumberChanged _, Fact.Outbound _ -> "";
    };
  }
}
