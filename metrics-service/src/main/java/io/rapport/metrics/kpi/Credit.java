package io.rapport.metrics.kpi;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What some messages get of conversions. Millionths are whole numbers, so that parts add up to the
 * conversions they are parts of, whichever way they are added. Filled while rows are read, by one
 * thread.
 */
final class Credit {

  static final long WHOLE = 1_000_000;

  private static final int DIGITS = 6;

  private final SortedMap<String, Long> minorUnits = new TreeMap<>();
  private long millionths;

  void add(Optional<String> currency, long ofConversions, long value) {
    millionths += ofConversions;
    currency.ifPresent(code -> minorUnits.merge(code, value, Credit::added));
  }

  /** Forgets what may not be told. */
  void show(Set<String> currencies) {
    minorUnits.keySet().retainAll(currencies);
  }

  /** Amounts beyond reason stay where they are. */
  static long added(long one, long other) {
    long sum = one + other;
    return one > 0 && other > 0 && sum < 0 ? Long.MAX_VALUE : sum;
  }

  /** Without zeros at the end. */
  BigDecimal conversions() {
    var exact = BigDecimal.valueOf(millionths, DIGITS).stripTrailingZeros();
    return exact.scale() < 0 ? exact.setScale(0) : exact;
  }

  /** What they are worth, less refunds, by currency. */
  SortedMap<String, Long> minorUnits() {
    return Collections.unmodifiableSortedMap(minorUnits);
  }
}
