package io.rapport.ingest.identity;

import java.util.HashMap;
import java.util.Map;

/**
 * Union-find with path halving. An element never seen before is a set of its own.
 *
 * @param <T> the elements, told apart by equals
 */
final class DisjointSets<T> {

  private final Map<T, T> parents = new HashMap<>();

  /** The element that stands for the whole set. */
  T root(T element) {
    var at = element;
    while (true) {
      var parent = parents.getOrDefault(at, at);
      if (parent.equals(at)) {
        return at;
      }
      var grandparent = parents.getOrDefault(parent, parent);
      parents.put(at, grandparent);
      at = grandparent;
    }
  }

  void union(T one, T other) {
    var from = root(one);
    var to = root(other);
    if (!from.equals(to)) {
      parents.put(from, to);
    }
  }
}
