package io.rapport.metrics.settings;

import io.rapport.common.problem.Problem;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Predicate;

/** Durations of ISO 8601 in a request. */
final class DurationText {

  private DurationText() {}

  /**
   * Fails with a problem where it is no duration, or none that is permitted.
   *
   * @param otherwise where nothing was given
   * @param expected what it must be
   */
  static Duration read(
      String pointer,
      Optional<String> text,
      Duration otherwise,
      Predicate<Duration> permitted,
      String expected) {
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      var duration = Duration.parse(text.get());
      if (permitted.test(duration)) {
        return duration;
      }
    } catch (DateTimeParseException e) {
      throw Problem.badRequest(pointer, expected + ", as ISO 8601 writes durations");
    }
    throw Problem.badRequest(pointer, expected);
  }
}
