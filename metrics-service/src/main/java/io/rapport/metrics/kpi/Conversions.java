package io.rapport.metrics.kpi;

import io.rapport.metrics.timeline.TouchBasis;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The conversions of one cell. Filled while rows are read, by one thread. */
final class Conversions {

  private final Map<TouchBasis, Long> byBasis = new EnumMap<>(TouchBasis.class);
  private final SortedMap<String, Long> minorUnits = new TreeMap<>();

  void add(TouchBasis basis, Optional<String> currency, long conversions, long value) {
    byBasis.merge(basis, conversions, Long::sum);
    currency.ifPresent(code -> minorUnits.merge(code, value, Conversions::added));
  }

  private static long added(long one, long other) {
    long sum = one + other;
    return one > 0 && other > 0 && sum < 0 ? Long.MAX_VALUE : sum;
  }

  long count() {
    return byBasis.values().stream().mapToLong(Long::longValue).sum();
  }

  long count(TouchBasis basis) {
    return byBasis.getOrDefault(basis, 0L);
  }

  /** What they are worth, less refunds, by currency. */
  SortedMap<String, Long> minorUnits() {
    return Collections.unmodifiableSortedMap(minorUnits);
  }
}
