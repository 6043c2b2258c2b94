package io.rapport.metrics.kpi;

import io.rapport.metrics.statistics.LatencyHistogram;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** How often, why and how long people were waited for. Filled by one thread. */
final class PersonWaits {

  private final SortedMap<String, Long> byReason = new TreeMap<>();
  private final Map<Integer, Long> bins = new HashMap<>();
  private double seconds;

  /** Waits of one reason. */
  void addReason(String reason, long waits) {
    byReason.merge(reason, waits, Long::sum);
  }

  /** Waits that somebody ended. */
  void add(int bin, long waits, double totalSeconds) {
    bins.merge(bin, waits, Long::sum);
    seconds += totalSeconds;
  }

  Map<String, Long> byReason() {
    return byReason;
  }

  LatencyHistogram histogram() {
    return new LatencyHistogram(bins, seconds);
  }
}
