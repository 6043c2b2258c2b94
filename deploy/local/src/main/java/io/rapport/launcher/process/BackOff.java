package io.rapport.launcher.process;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How long to wait before a crashed process is started again: doubles from {@code first} to {@code
 * last}, and begins anew once the process had been up for {@code stableAfter}.
 */
public record BackOff(Duration first, Duration last, Duration stableAfter) {

  public static final BackOff DEFAULT =
      new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofMinutes(1));

  public BackOff {
    requireNonNull(first, "first is null");
    requireNonNull(last, "last is null");
    requireNonNull(stableAfter, "stableAfter is null");
  }

  /**
   * @param failures crashes in a row, this one included, at least 1
   */
  public Duration delay(int failures) {
    // 2^20 times anything is beyond every sensible last delay.
    var doubled = first.multipliedBy(1L << Math.min(failures - 1, 20));
    return doubled.compareTo(last) < 0 ? doubled : last;
  }

  /** Crashes in a row, after one more crash of a process that had been up for a while. */
  public int failures(int before, Duration up) {
    return up.compareTo(stableAfter) >= 0 ? 1 : before + 1;
  }
}
