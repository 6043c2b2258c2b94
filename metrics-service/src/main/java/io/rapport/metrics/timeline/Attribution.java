package io.rapport.metrics.timeline;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/**
 * For how long after a touch a conversion may be due to it, both ends included.
 *
 * @param click after a link was followed; each of the three 1 hour to 30 days, or zero where this
 *     kind of touch leads to nothing
 * @param read after a message was read
 * @param delivery after a message was delivered
 */
public record Attribution(Duration click, Duration read, Duration delivery) {

  /** The shortest window there is, but for none. */
  public static final Duration SHORTEST = Duration.ofHours(1);

  public static final Duration LONGEST = Duration.ofDays(30);

  private static final Duration LEAST_HORIZON = Duration.ofDays(7);

  // After the bounds, which its own making is checked against.
  public static final Attribution DEFAULT =
      new Attribution(Duration.ofDays(7), Duration.ofDays(1), Duration.ofDays(1));

  /**
   * @throws IllegalArgumentException if a window is out of range
   */
  public Attribution {
    requireNonNull(click, "click is null");
    requireNonNull(read, "read is null");
    requireNonNull(delivery, "delivery is null");
    Stream.of(click, read, delivery)
        .filter(window -> !permitted(window))
        .findFirst()
        .ifPresent(
            window -> {
              throw new IllegalArgumentException("no window of attribution: " + window);
            });
  }

  /** Whether a window may be so long: whole seconds, as they are stored. */
  public static boolean permitted(Duration window) {
    return window.isZero()
        || (window.truncatedTo(ChronoUnit.SECONDS).equals(window)
            && window.compareTo(SHORTEST) >= 0
            && window.compareTo(LONGEST) <= 0);
  }

  /** Zero where this kind of touch leads to nothing. */
  public Duration window(TouchBasis basis) {
    return switch (basis) {
      case CLICK -> click;
      case READ -> read;
      case DELIVERY -> delivery;
    };
  }

  /**
   * How long after the sending of the message it is due to a conversion and its refund count, both
   * ends included: 7 days, or the longest window where that is longer.
   */
  public Duration horizon() {
    return Stream.of(LEAST_HORIZON, click, read, delivery)
        .max(Duration::compareTo)
        .orElse(LEAST_HORIZON);
  }
}
