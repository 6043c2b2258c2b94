package io.rapport.ingest.completeness;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * How many facts came in hour by hour, and what is usual: the median of the same hour of the week
 * in the weeks before. Whether an hour is silent depends on nothing but the counts of those weeks
 * and its own, so every question gives the same answer. Not thread-safe.
 */
final class Rhythm {

  private static final Duration HOUR = Duration.ofHours(1);

  private final ZoneId zone;
  private final Map<Source, NavigableMap<Instant, Long>> counts =
      new TreeMap<>(Comparator.comparingInt(Source::channelId).thenComparing(Source::stream));

  /** What comes in by itself. */
  record Source(int channelId, FactStream stream) {}

  /**
   * One hour of one source.
   *
   * @param expected what is usual; empty where too little is known
   */
  record Hour(Source source, Instant start, long observed, OptionalDouble expected) {

    /**
     * Far fewer facts than usual. For facts that come in independently of each other the count of
     * an hour is Poisson distributed; of 20 expected, fewer than 5 is then an event of 2 in
     * 100,000, once in six years of hours that are that busy.
     */
    boolean silent(CompletenessSettings.Silence limits) {
      return expected.isPresent()
          && expected.getAsDouble() >= limits.leastExpected()
          && observed < limits.share() * expected.getAsDouble();
    }
  }

  Rhythm(ZoneId zone) {
    this.zone = requireNonNull(zone, "zone is null");
  }

  /** Facts of an hour that begins then. */
  void add(Source source, Instant hour, long facts) {
    counts.computeIfAbsent(source, key -> new TreeMap<>()).merge(hour, facts, Long::sum);
  }

  /** How far before an hour counts are needed to judge it. */
  static Duration memory(CompletenessSettings.Silence limits) {
    // An hour more for a week in which the clocks change, and one to be on the safe side of it.
    return Duration.ofDays(7L * limits.weeks()).plusHours(2);
  }

  /** All hours that begin in [from, to), of every source. */
  List<Hour> hours(Instant from, Instant to, CompletenessSettings.Silence limits) {
    var hours = new ArrayList<Hour>();
    counts.forEach(
        (source, facts) -> {
          for (var start = from; start.isBefore(to); start = next(start)) {
            hours.add(
                new Hour(
                    source, start, facts.getOrDefault(start, 0L), usual(facts, start, limits)));
          }
        });
    return hours;
  }

  /** Where clocks change by half an hour, local hours do not begin an hour apart. */
  private Instant next(Instant hour) {
    var next = hour.plus(HOUR).atZone(zone).truncatedTo(ChronoUnit.HOURS).toInstant();
    return next.isAfter(hour)
        ? next
        : hour.plus(HOUR).plus(HOUR).atZone(zone).truncatedTo(ChronoUnit.HOURS).toInstant();
  }

  private OptionalDouble usual(
      NavigableMap<Instant, Long> facts, Instant start, CompletenessSettings.Silence limits) {
    var past = new ArrayList<Long>();
    var local = start.atZone(zone);
    for (int week = 1; week <= limits.weeks(); week++) {
      var same = local.minusWeeks(week).toInstant();
      // A week without any traffic, before the number was connected or while it was cut off, is no
      // measure of what is usual.
      if (!facts.subMap(same, same.plus(7, ChronoUnit.DAYS)).isEmpty()) {
        past.add(facts.getOrDefault(same, 0L));
      }
    }
    return past.size() < limits.leastWeeks() ? OptionalDouble.empty() : median(past);
  }

  private static OptionalDouble median(List<Long> values) {
    var sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return OptionalDouble.of(
        sorted.size() % 2 == 1
            ? sorted.get(middle)
            : (sorted.get(middle - 1) + sorted.get(middle)) / 2.0);
  }
}
