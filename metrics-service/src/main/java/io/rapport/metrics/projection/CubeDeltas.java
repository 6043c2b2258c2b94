package io.rapport.metrics.projection;

import io.rapport.metrics.timeline.MessageFact;
import io.rapport.metrics.timeline.TurnFact;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What a batch adds to the cubes, summed up by row, in the order in which rows are locked. Used by
 * one thread.
 */
final class CubeDeltas {

  /** What the counts of a row stand for, by position. */
  static final List<MessageMeasure> MESSAGE_MEASURES = List.of(MessageMeasure.values());

  static final List<TurnMeasure> TURN_MEASURES = List.of(TurnMeasure.values());

  /** Of the latency cube: turns and the sum of their seconds. */
  static final List<String> LATENCY_MEASURES = List.of("turns", "seconds");

  // Sorted when they are asked for: to keep many facts in order one by one costs more.
  private final Map<CubeKey, long[]> messages = new HashMap<>();
  private final Map<CubeKey, long[]> turns = new HashMap<>();
  private final Map<LatencyKey, long[]> latencies = new HashMap<>();

  void messages(Changes<MessageFact> changes) {
    changes.withdrawn().forEach(fact -> message(fact, -1));
    changes.asserted().forEach(fact -> message(fact, 1));
  }

  void turns(Changes<TurnFact> changes) {
    changes.withdrawn().forEach(fact -> turn(fact, -1));
    changes.asserted().forEach(fact -> turn(fact, 1));
  }

  private void message(MessageFact fact, int sign) {
    var measures = CubeContribution.measures(fact);
    for (var key : CubeContribution.keys(fact)) {
      var counts = messages.computeIfAbsent(key, k -> new long[MESSAGE_MEASURES.size()]);
      for (int i = 0; i < counts.length; i++) {
        counts[i] += measures.contains(MESSAGE_MEASURES.get(i)) ? sign : 0;
      }
    }
  }

  private void turn(TurnFact fact, int sign) {
    var measures = CubeContribution.measures(fact);
    for (var key : CubeContribution.keys(fact)) {
      var counts = turns.computeIfAbsent(key, k -> new long[TURN_MEASURES.size()]);
      for (int i = 0; i < counts.length; i++) {
        counts[i] += measures.contains(TURN_MEASURES.get(i)) ? sign : 0;
      }
      for (var clock : AnswerClock.values()) {
        var seconds = clock.seconds(fact);
        if (clock.inHours() && seconds.isEmpty()) {
          continue;
        }
        var latency =
            latencies.computeIfAbsent(
                new LatencyKey(
                    key, clock, fact.firstInEpisode(), CubeContribution.bin(fact, clock)),
                k -> new long[LATENCY_MEASURES.size()]);
        latency[0] += sign;
        latency[1] += sign * seconds.orElse(0L);
      }
    }
  }

  SortedMap<CubeKey, long[]> messages() {
    return withoutZeros(messages);
  }

  SortedMap<CubeKey, long[]> turns() {
    return withoutZeros(turns);
  }

  SortedMap<LatencyKey, long[]> latencies() {
    return withoutZeros(latencies);
  }

  /** The same differences, by longer buckets. */
  static <K extends Comparable<K>> SortedMap<K, long[]> over(
      SortedMap<K, long[]> deltas, UnaryOperator<K> longer) {
    var sums = new HashMap<K, long[]>();
    deltas.forEach((key, counts) -> sums.merge(longer.apply(key), counts.clone(), CubeDeltas::sum));
    return withoutZeros(sums);
  }

  private static long[] sum(long[] one, long[] other) {
    Arrays.setAll(one, i -> one[i] + other[i]);
    return one;
  }

  /** Only the rows that change, in the order in which they are locked. */
  static <K> SortedMap<K, long[]> withoutZeros(Map<K, long[]> deltas) {
    var copy = new TreeMap<>(deltas);
    copy.values().removeIf(counts -> Arrays.stream(counts).allMatch(count -> count == 0));
    return copy;
  }
}
