package io.rapport.metrics.kpi;

import io.rapport.metrics.timeline.TouchBasis;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** The conversions of one cell. Filled while rows are read, by one thread. */
final class Conversions {

  private final Map<TouchBasis, Long> byBasis = new EnumMap<>(TouchBasis.class);
  private final Credit last = new Credit();
  private final Credit first = new Credit();
  private final Credit linear = new Credit();
  private boolean hidden;

  void add(TouchBasis basis, Optional<String> currency, long conversions, long value) {
    byBasis.merge(basis, conversions, Long::sum);
    last.add(currency, conversions * Credit.WHOLE, value);
  }

  long count() {
    return byBasis.values().stream().mapToLong(Long::longValue).sum();
  }

  long count(TouchBasis basis) {
    return byBasis.getOrDefault(basis, 0L);
  }

  /** What they are worth, less refunds, by currency. */
  SortedMap<String, Long> minorUnits() {
    return last.minorUnits();
  }

  /** Forgets amounts in other currencies: they are of too few contacts to be told. */
  void show(Set<String> currencies) {
    hidden |= !currencies.containsAll(last.minorUnits().keySet());
    List.of(last, first, linear).forEach(credit -> credit.show(currencies));
  }

  /** Whether not all amounts are told. */
  boolean hidden() {
    return hidden;
  }

  /** What messages get that touched last. */
  Credit last() {
    return last;
  }

  /** What messages get that touched first. */
  Credit first() {
    return first;
  }

  /** What messages get where all that touched get the same. */
  Credit linear() {
    return linear;
  }
}
