package io.rapport.metrics.kpi;

import static java.util.Objects.requireNonNull;

import io.rapport.metrics.projection.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
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
 * @param coarse stretches inside {@code cube} that are read from longer buckets, in order of time
 */
record Coverage(
    Optional<Period> cube, NavigableSet<Instant> except, List<Period> facts, List<Stretch> coarse) {

  /** Whole days or months. */
  record Stretch(Span span, Period period) {}

  /** The length of a bucket: offsets of all time zones in use are multiples of it. */
  static final Duration BUCKET = Duration.ofMinutes(15);

  Coverage {
    requireNonNull(cube, "cube is null");
    requireNonNull(except, "except is null");
    facts = List.copyOf(facts);
    coarse = List.copyOf(coarse);
  }

  /** Everything is counted on the facts. */
  static Coverage ofFacts(Period period) {
    return new Coverage(Optional.empty(), new TreeSet<>(), List.of(period), List.of());
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
    return new Coverage(Optional.of(new Period(first, end)), except, facts, List.of());
  }

  /**
   * Whole days are summed up and the rest of the period is counted on the facts.
   *
   * @param zone by whose clock days are kept
   */
  static Coverage ofDays(Period period, ZoneId zone) {
    var first = firstAtOrAfter(period.from(), Span.DAY, zone);
    var end = Span.DAY.begin(period.to(), zone);
    if (!first.isBefore(end)) {
      return ofFacts(period);
    }
    var facts = new ArrayList<Period>();
    if (period.from().isBefore(first)) {
      facts.add(new Period(period.from(), first));
    }
    if (end.isBefore(period.to())) {
      facts.add(new Period(end, period.to()));
    }
    var days = new Period(first, end);
    return new Coverage(
        Optional.of(days), new TreeSet<>(), facts, List.of(new Stretch(Span.DAY, days)));
  }

  /**
   * The same with whole days read as such, where nothing of a day is counted on the facts.
   *
   * @param zone by whose clock days are kept
   * @param months whether whole months are, too
   */
  Coverage rolledUp(ZoneId zone, boolean months) {
    if (cube.isEmpty()) {
      return this;
    }
    var stretches = new ArrayList<Stretch>();
    for (var run : wholeDays(cube.get(), zone)) {
      stretches.addAll(months ? withMonths(run, zone) : List.of(new Stretch(Span.DAY, run)));
    }
    return new Coverage(cube, except, facts, stretches);
  }

  private List<Period> wholeDays(Period buckets, ZoneId zone) {
    var runs = new ArrayList<Period>();
    var day = firstAtOrAfter(buckets.from(), Span.DAY, zone);
    for (var end = Span.DAY.end(day, zone);
        !end.isAfter(buckets.to());
        end = Span.DAY.end(day, zone)) {
      if (except.subSet(day, end).isEmpty()) {
        boolean adjoins = !runs.isEmpty() && runs.getLast().to().equals(day);
        var from = adjoins ? runs.removeLast().from() : day;
        runs.add(new Period(from, end));
      }
      day = end;
    }
    return runs;
  }

  private static List<Stretch> withMonths(Period days, ZoneId zone) {
    var first = firstAtOrAfter(days.from(), Span.MONTH, zone);
    var last = Span.MONTH.begin(days.to(), zone);
    if (!first.isBefore(last)) {
      return List.of(new Stretch(Span.DAY, days));
    }
    var stretches = new ArrayList<Stretch>();
    if (days.from().isBefore(first)) {
      stretches.add(new Stretch(Span.DAY, new Period(days.from(), first)));
    }
    stretches.add(new Stretch(Span.MONTH, new Period(first, last)));
    if (last.isBefore(days.to())) {
      stretches.add(new Stretch(Span.DAY, new Period(last, days.to())));
    }
    return stretches;
  }

  private static Instant firstAtOrAfter(Instant moment, Span span, ZoneId zone) {
    var begin = span.begin(moment, zone);
    return begin.isBefore(moment) ? span.end(moment, zone) : begin;
  }

  /** What is read of a cube, by how long its buckets are; nothing twice. */
  Map<Span, List<Period>> cubeBySpan() {
    var bySpan = new EnumMap<Span, List<Period>>(Span.class);
    if (cube.isEmpty()) {
      return bySpan;
    }
    var from = cube.get().from();
    for (var stretch : coarse) {
      if (from.isBefore(stretch.period().from())) {
        add(bySpan, Span.QUARTER_HOUR, new Period(from, stretch.period().from()));
      }
      add(bySpan, stretch.span(), stretch.period());
      from = stretch.period().to();
    }
    if (from.isBefore(cube.get().to())) {
      add(bySpan, Span.QUARTER_HOUR, new Period(from, cube.get().to()));
    }
    return bySpan;
  }

  /** The buckets that are not read: of whole days there are none. */
  Set<Instant> exceptOf(Span span) {
    return span == Span.QUARTER_HOUR ? except : Set.of();
  }

  private static void add(Map<Span, List<Period>> bySpan, Span span, Period period) {
    bySpan.computeIfAbsent(span, _ -> new ArrayList<>()).add(period);
  }

  /** The bucket a moment lies in. */
  static Instant bucket(Instant moment) {
    long seconds = BUCKET.toSeconds();
    return Instant.ofEpochSecond(Math.floorDiv(moment.getEpochSecond(), seconds) * seconds);
  }
}
