package io.rapport.metrics.timing;

import static java.util.Objects.requireNonNull;

import io.rapport.metrics.statistics.ClusterMoments;
import io.rapport.metrics.statistics.ClusterRatio;
import io.rapport.metrics.statistics.ConfidenceInterval;
import io.rapport.metrics.statistics.Shrinkage;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The rates of the hours of some scale, each drawn towards the mean of all as far as it says little
 * about itself (empirical Bayes). Repeated messages to a contact count for as many as they are
 * worth. Pure.
 *
 * @param moments by hour, those with a message only
 * @param fit what the hours have in common; empty where there is no message at all
 */
record Hours(SortedMap<Integer, ClusterMoments> moments, Optional<Shrinkage> fit) {

  static final double LEVEL = 0.95;

  Hours {
    moments = new TreeMap<>(moments);
    requireNonNull(fit, "fit is null");
  }

  static Hours of(Map<Integer, ClusterMoments> counted) {
    var moments = new TreeMap<>(counted);
    moments.values().removeIf(of -> of.contacts() == 0);
    return new Hours(
        moments,
        moments.isEmpty()
            ? Optional.empty()
            : Optional.of(Shrinkage.of(moments.values().stream().map(Hours::group).toList())));
  }

  /**
   * An hour worth sending in.
   *
   * @param gain its rate, drawn towards the mean, less the mean
   * @param interval of the gain
   */
  record Best(int hour, double gain, ConfidenceInterval interval) {

    Best {
      requireNonNull(interval, "interval is null");
    }

    /** Whether it is better than the mean beyond doubt. */
    boolean certain() {
      return interval.low() > 0;
    }
  }

  /** The best hour; empty where the hours differ no more than by chance. */
  Optional<Best> best() {
    return moments.keySet().stream()
        // Of equals the first of the week.
        .max(Comparator.comparingDouble(this::rate))
        .flatMap(
            hour ->
                interval(hour)
                    .map(
                        known -> {
                          double mean = fit.orElseThrow().mean();
                          return new Best(
                              hour,
                              rate(hour) - mean,
                              new ConfidenceInterval(
                                  known.low() - mean,
                                  known.high() - mean,
                                  known.level(),
                                  known.method()));
                        }));
  }

  /** The rate of an hour, drawn towards the mean. */
  double rate(int hour) {
    return fit.orElseThrow().rate(group(moments.get(hour)));
  }

  /** Of that rate; empty where the hours differ no more than by chance. */
  Optional<ConfidenceInterval> interval(int hour) {
    return fit.orElseThrow().interval(group(moments.get(hour)), LEVEL);
  }

  double trials() {
    return sum(moments.values()).trials();
  }

  /** Sums of counts; contacts of several hours are in it more than once. */
  static ClusterMoments sum(Collection<ClusterMoments> parts) {
    return parts.stream()
        .reduce(
            ClusterMoments.NONE,
            (a, b) ->
                new ClusterMoments(
                    a.contacts() + b.contacts(),
                    a.trials() + b.trials(),
                    a.total() + b.total(),
                    a.trialsSquared() + b.trialsSquared(),
                    a.totalSquared() + b.totalSquared(),
                    a.product() + b.product()));
  }

  private static Shrinkage.Group group(ClusterMoments moments) {
    long trials =
        moments.trials() == moments.contacts()
            ? moments.contacts()
            : Math.max(1, Math.round(ClusterRatio.effectiveSize(moments, LEVEL)));
    return new Shrinkage.Group(Math.round(moments.ratio() * trials), trials);
  }
}
