package io.rapport.metrics.projection;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What separates two projections of one contact: what no longer holds and what holds now. A fact
 * that changed is in both.
 */
record Changes<F>(List<F> withdrawn, List<F> asserted) {

  Changes {
    withdrawn = List.copyOf(withdrawn);
    asserted = List.copyOf(asserted);
  }

  static <F> Changes<F> between(Collection<F> before, Collection<F> after) {
    return new Changes<>(without(before, after), without(after, before));
  }

  private static <F> List<F> without(Collection<F> facts, Collection<F> others) {
    var known = new HashSet<>(others);
    return facts.stream().filter(fact -> !known.contains(fact)).toList();
  }

  /** The ids that no fact has any longer. */
  Set<UUID> vanished(Function<F, UUID> id) {
    var ids = withdrawn.stream().map(id).collect(Collectors.toCollection(HashSet::new));
    asserted.forEach(fact -> ids.remove(id.apply(fact)));
    return ids;
  }
}
