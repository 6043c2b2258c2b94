package io.rapport.metrics.kpi;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Which parts of a period are summed over a cube and which are counted on the facts: disjoint, and
 * together the whole period.
 *
 * <p>A cube knows only whole buckets. What remains for the facts are the ends of a period that
 * begins or stops inside a bucket, and the buckets in which facts turn mature: one for each
 * horizon.
 *
 * @param cube from the first to the last whole bucket
 * @param except the buckets inside {@code cube} that are counted on the facts
 * @param facts the stretches counted on the facts
 */
record Coverage(Optional<Period> cube, NavigableSet<Instant> except, List<Period> facts) {

  /** The length of a bucket: offsets of all time zones in use are multiples of it. */
  static final Duration BUCKET = Duration.ofMinutes(15);

  Coverage {
    requireNonNull(cube, "cube is null");
    requireNonNull(except, "except is null");
    facts = List.copyOf(facts);
  }

  /** Everything is counted on the facts. */
  static Coverage ofFacts(Period period) {
    return new Coverage(Optional.empty(), new TreeSet<>(), List.of(period));
  }

  /** As much as possible is summed over a cube. */
  static Coverage ofCube(Period period, Instant asOf, Collection<Duration> horizons) {
    var first = bucket(period.from().plus(BUCKET).minusNanos(1));
    var end = bucket(period.to());
    if (!first.isBefore(end)) {
      return ofFacts(period);
    }
    var facts = new ArrayList<Period>();
    if (period.from().isBefore(first)) {
      facts.add(new Period(period.from(), first));
    }
    var except = new TreeSet<Instant>();
    for (var horizon : horizons) {
      var turning = bucket(asOf.minus(horizon));
      if (!turning.isBefore(first) && turning.isBefore(end) && except.add(turning)) {
        facts.add(new Period(turning, turning.plus(BUCKET)));
      }
    }
    if (end.isBefore(period.to())) {
      facts.add(new Period(end, period.to()));
    }
    return new Coverage(Optional.of(new Period(first, end)), except, facts);
  }

  /** The bucket a moment lies in. */
  static Instant bucket(Instant moment) {
    long seconds = BUCKET.toSeconds();
    return Instant.ofEpochSecond(Math.floorDiv(moment.getEpochSecond(), seconds) * seconds);
  }
}
