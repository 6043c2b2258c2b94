package io.rapport.metrics.kpi;

import io.rapport.metrics.statistics.ClusterMoments;
import io.rapport.metrics.statistics.KaplanMeier;
import io.rapport.metrics.statistics.LatencyHistogram;
import io.rapport.metrics.statistics.LogBins;
import io.rapport.metrics.timeline.Exclusion;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;

/** What was counted of the waits of one cell. Filled while rows are read, by one thread. */
final class Latencies {

  private final Map<Wait, Map<Integer, Long>> bins = new EnumMap<>(Wait.class);
  private final Map<Wait, Double> seconds = new EnumMap<>(Wait.class);
  private final Map<Wait, ClusterMoments> moments = new EnumMap<>(Wait.class);
  private final Map<Exclusion, Long> excluded = new EnumMap<>(Exclusion.class);
  private final List<KaplanMeier.Observation> observations = new ArrayList<>();
  private final Map<Integer, Long> unanswered = new HashMap<>();

  void add(Wait wait, int bin, long turns, double totalSeconds) {
    bins.computeIfAbsent(wait, _ -> new HashMap<>()).merge(bin, turns, Long::sum);
    seconds.merge(wait, totalSeconds, Double::sum);
  }

  /**
   * @param bin of how long they could have been answered
   */
  void addUnanswered(int bin, long turns) {
    unanswered.merge(bin, turns, Long::sum);
  }

  /** Some of the unanswered were not seen to wait as long as they can be answered. */
  void seenFor(int answerableBin, int seenBin, long turns) {
    addUnanswered(answerableBin, -turns);
    addUnanswered(seenBin, turns);
  }

  void addExcluded(Exclusion reason, long turns) {
    excluded.merge(reason, turns, Long::sum);
  }

  void observe(KaplanMeier.Observation observation) {
    observations.add(observation);
  }

  void moments(Wait wait, ClusterMoments value) {
    moments.put(wait, value);
  }

  LatencyHistogram histogram(Wait wait) {
    return new LatencyHistogram(bins.getOrDefault(wait, Map.of()), seconds.getOrDefault(wait, 0.0));
  }

  ClusterMoments moments(Wait wait) {
    return moments.getOrDefault(wait, ClusterMoments.NONE);
  }

  long answered() {
    return histogram(Wait.ANY).size();
  }

  long unanswered() {
    return unanswered.values().stream().mapToLong(Long::longValue).sum();
  }

  long turns() {
    return answered() + unanswered();
  }

  Map<Exclusion, Long> excluded() {
    return Map.copyOf(excluded);
  }

  /** To the second where every wait was observed, else within 1 %. */
  OptionalLong kaplanMeierMedian() {
    return KaplanMeier.median(observations.isEmpty() ? binned() : observations);
  }

  private List<KaplanMeier.Observation> binned() {
    var answered = histogram(Wait.ANY).counts();
    var all = new TreeSet<>(answered.keySet());
    all.addAll(unanswered.keySet());
    return all.stream()
        .map(
            bin ->
                new KaplanMeier.Observation(
                    Math.round(LogBins.representative(bin)),
                    answered.getOrDefault(bin, 0L),
                    unanswered.getOrDefault(bin, 0L)))
        .toList();
  }
}
