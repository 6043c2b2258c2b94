package io.rapport.metrics.experiment;

import static java.util.Objects.requireNonNull;

/**
 * One format that is tried.
 *
 * @param name the label its messages carry
 * @param weight in proportion to which contacts get it, at least 1
 */
record Variant(String name, int weight) {

  Variant {
    requireNonNull(name, "name is null");
    if (weight < 1) {
      throw new IllegalArgumentException("weight " + weight);
    }
  }
}
