package io.rapport.metrics.projection;

import static java.util.Objects.requireNonNull;

import java.time.ZoneId;
import java.util.Comparator;

/**
 * Where in the latency cube a turn counts.
 *
 * @param firstTurn whether the turn is its episode's first
 * @param bin of the latency; below zero where this clock's kind of sender did not answer: {@link
 *     #UNANSWERED}, or of any sender, how long the turn could be answered
 */
record LatencyKey(CubeKey key, AnswerClock clock, boolean firstTurn, int bin)
    implements Comparable<LatencyKey> {

  /** The bin of turns that this clock's kind of sender did not answer. */
  static final int UNANSWERED = -1;

  private static final Comparator<LatencyKey> ORDER =
      Comparator.comparing(LatencyKey::key)
          .thenComparing(LatencyKey::clock)
          .thenComparing(LatencyKey::firstTurn)
          .thenComparingInt(LatencyKey::bin);

  LatencyKey {
    requireNonNull(key, "key is null");
    requireNonNull(clock, "clock is null");
  }

  /** The bin of a turn that nobody answered and that was answerable as long as this bin says. */
  static int unanswered(int answerable) {
    return UNANSWERED - answerable;
  }

  LatencyKey over(Span longer, ZoneId zone) {
    return new LatencyKey(key.over(longer, zone), clock, firstTurn, bin);
  }

  @Override
  public int compareTo(LatencyKey other) {
    return ORDER.compare(this, other);
  }
}
