package io.rapport.simulator.live;

import io.rapport.simulator.ledger.Planned;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.PriorityQueue;

/** What will happen, soonest first. Not thread-safe. */
final class Agenda {
  private final PriorityQueue<Planned> queue = new PriorityQueue<>(Planned.BY_TIME);

  void add(Collection<Planned> planned) {
    queue.addAll(planned);
  }

  /** Takes out what is due, at most {@code most}. */
  List<Planned> due(Instant now, int most) {
    var due = new ArrayList<Planned>();
    while (due.size() < most && !queue.isEmpty() && !queue.peek().fact().at().isAfter(now)) {
      due.add(queue.remove());
    }
    return due;
  }

  /** How much is due of which the business hears. Linear in the size of the agenda. */
  long countDue(Instant now) {
    return queue.stream()
        .filter(planned -> planned.fact().told() && !planned.fact().at().isAfter(now))
        .count();
  }
}
