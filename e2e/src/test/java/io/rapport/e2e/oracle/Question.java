package io.rapport.e2e.oracle;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What is asked: facts of one account that started in {@code [from, to)}, judged at {@code asOf}.
 *
 * @param zone by whose clock days and hours are told
 * @param wanted the values one of which a fact must have, by dimension; the empty text for those of
 *     which nobody said anything
 */
public record Question(
    String account,
    Instant from,
    Instant to,
    ZoneId zone,
    Instant asOf,
    Map<String, Set<String>> wanted) {

  public Question {
    wanted = Map.copyOf(wanted);
  }

  /** Everything of an account in a period. */
  public static Question of(String account, Instant from, Instant to, Instant asOf) {
    return new Question(account, from, to, ZoneOffset.UTC, asOf, Map.of());
  }

  public Question in(ZoneId where) {
    return new Question(account, from, to, where, asOf, wanted);
  }

  /** The same of another period. */
  public Question over(Instant begin, Instant end) {
    return new Question(account, begin, end, zone, asOf, wanted);
  }

  public Question where(String dimension, String value) {
    return where(dimension, Set.of(value));
  }

  public Question where(String dimension, Set<String> values) {
    var more = new HashMap<>(wanted);
    more.put(dimension, Set.copyOf(values));
    return new Question(account, from, to, zone, asOf, more);
  }

  /** The same, whatever the value of one dimension is. */
  Question whatever(String dimension) {
    var fewer = new HashMap<>(wanted);
    fewer.remove(dimension);
    return new Question(account, from, to, zone, asOf, fewer);
  }

  /**
   * The period of the same length before: of as many days by the calendar where both ends are
   * midnights.
   */
  public Question before() {
    var first = from.atZone(zone);
    var last = to.atZone(zone);
    if (midnight(first.toLocalTime()) && midnight(last.toLocalTime())) {
      long days = ChronoUnit.DAYS.between(first.toLocalDate(), last.toLocalDate());
      return over(first.toLocalDate().minusDays(days).atStartOfDay(zone).toInstant(), from);
    }
    return over(from.minus(Duration.between(from, to)), from);
  }

  private static boolean midnight(LocalTime time) {
    return time.equals(LocalTime.MIDNIGHT);
  }

  boolean contains(Instant start) {
    return !start.isBefore(from) && start.isBefore(to);
  }

  /** Whether it is about what started then and there. */
  boolean asks(Traits traits, Instant start) {
    return contains(start)
        && wanted.entrySet().stream()
            .allMatch(it -> it.getValue().contains(traits.value(it.getKey(), start, zone)));
  }
}
