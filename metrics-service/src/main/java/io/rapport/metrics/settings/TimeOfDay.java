package io.rapport.metrics.settings;

import io.rapport.metrics.timeline.OpenHours;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Times of day as people write them: {@code 00:00} to {@code 24:00}, which ends a day. */
final class TimeOfDay {

  private static final Pattern FORM = Pattern.compile("([01][0-9]|2[0-3]):([0-5][0-9])|24:00");

  private TimeOfDay() {}

  /** Minutes from midnight; empty where it is no time of day. */
  static OptionalInt minutes(String text) {
    var matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(
        matcher.group(1) == null
            ? OpenHours.MINUTES_OF_DAY
            : 60 * Integer.parseInt(matcher.group(1)) + Integer.parseInt(matcher.group(2)));
  }

  static String text(int minutes) {
    return "%02d:%02d".formatted(minutes / 60, minutes % 60);
  }
}
