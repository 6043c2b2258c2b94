package io.rapport.simulator.delivery;

import io.rapport.simulator.ledger.Happened;
import io.rapport.simulator.world.Fact;
import java.util.Collection;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Which sequences still wait to be accepted. Thread-safe. */
final class Outstanding {
  private final TreeSet<Long> sequences = new TreeSet<>();
  private final Predicate<Fact> carried;
  private long next;

  /**
   * @param carried which facts are delivered at all
   */
  Outstanding(Predicate<Fact> carried) {
    this.carried = carried;
  }

  /**
   * Begins anew: everything before {@code happened} has arrived but for these. They must be known
   * before the first {@link #checkpoint}, or it would skip them.
   */
  synchronized void expect(long happened, Collection<Happened> unacknowledged) {
    unacknowledged.forEach(this::add);
    next = Math.max(next, happened);
  }

  /** A fact has happened and, if it is delivered, waits. */
  synchronized void add(Happened happened) {
    if (carried.test(happened.fact())) {
      sequences.add(happened.sequence());
    }
    next = Math.max(next, happened.sequence() + 1);
  }

  synchronized void remove(Collection<Happened> acknowledged) {
    acknowledged.forEach(it -> sequences.remove(it.sequence()));
  }

  synchronized int size() {
    return sequences.size();
  }

  /** Everything before this sequence has arrived. */
  synchronized long checkpoint() {
    return sequences.isEmpty() ? next : sequences.first();
  }
}
