package io.rapport.simulator.live;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;

/** How far the fill is, and how fast. Thread-safe. */
final class Progress {
  private static final Duration SPAN = Duration.ofSeconds(5);

  private record Sample(Instant at, long delivered) {}

  private final Clock clock;
  private final ArrayDeque<Sample> samples = new ArrayDeque<>();
  private Instant latest = Instant.EPOCH;

  Progress(Clock clock) {
    this.clock = clock;
  }

  synchronized void reached(Instant at) {
    if (at.isAfter(latest)) {
      latest = at;
    }
  }

  synchronized Instant latest() {
    return latest;
  }

  /** Share of what is due that has been delivered, in percent. */
  double percent(long delivered, long remaining) {
    long all = delivered + remaining;
    return all == 0 ? 100 : Math.floor(1000.0 * delivered / all) / 10;
  }

  synchronized void sample(long delivered) {
    var now = clock.instant();
    if (samples.isEmpty() || samples.getLast().at().plusMillis(250).isBefore(now)) {
      samples.add(new Sample(now, delivered));
    }
    while (samples.size() > 1 && samples.getFirst().at().plus(SPAN).isBefore(now)) {
      samples.removeFirst();
    }
  }

  /** Facts a second over the last seconds. */
  synchronized double rate(long delivered) {
    if (samples.isEmpty()) {
      return 0;
    }
    var first = samples.getFirst();
    long millis = Math.max(250, Duration.between(first.at(), clock.instant()).toMillis());
    return Math.round(10_000.0 * (delivered - first.delivered()) / millis) / 10.0;
  }
}
