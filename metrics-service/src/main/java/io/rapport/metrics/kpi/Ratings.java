package io.rapport.metrics.kpi;

import io.rapport.common.event.SurveyScale;
import java.util.Collections;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The ratings of one cell on one scale. Filled while rows are read, by one thread. */
final class Ratings {

  private final SortedMap<Integer, Long> counts = new TreeMap<>();
  private long unanswered;

  /** With a zero for each rating that the scale has. */
  Ratings(SurveyScale scale) {
    IntStream.rangeClosed(scale.lowest(), scale.highest())
        .forEach(rating -> counts.put(rating, 0L));
  }

  void add(int rating, long answers) {
    counts.merge(rating, answers, Long::sum);
  }

  void addUnanswered(long invitations) {
    unanswered += invitations;
  }

  SortedMap<Integer, Long> counts() {
    return Collections.unmodifiableSortedMap(counts);
  }

  long unanswered() {
    return unanswered;
  }

  long answers() {
    return atLeast(Integer.MIN_VALUE);
  }

  long delivered() {
    return answers() + unanswered;
  }

  long atLeast(int rating) {
    return counts.tailMap(rating).values().stream().mapToLong(Long::longValue).sum();
  }

  OptionalDouble mean() {
    double sum =
        counts.entrySet().stream()
            .mapToDouble(entry -> (double) entry.getKey() * entry.getValue())
            .sum();
    return answers() == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / answers());
  }
}
