package io.rapport.e2e.oracle;

import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * By what a fact is told apart from others.
 *
 * @param said by dimension; the empty text where nobody said anything
 */
public record Traits(Map<String, String> said) {
  private static final List<String> LABEL =
      List.of("campaign", "variant", "template", "language", "segment", "format");

  static final Traits NONE = new Traits(Map.of());

  public Traits {
    said = Map.copyOf(said);
  }

  Traits with(String dimension, Optional<String> value) {
    return with(dimension, value.orElse(""));
  }

  Traits with(String dimension, String value) {
    var more = new LinkedHashMap<>(said);
    more.put(dimension, value);
    return new Traits(more);
  }

  /** With all that a sender may have said of a message, beside its origin. */
  Traits labelled(Map<String, String> label) {
    var more = new LinkedHashMap<>(said);
    LABEL.forEach(dimension -> more.put(dimension, label.getOrDefault(dimension, "")));
    return new Traits(more);
  }

  /**
   * The value of a dimension for what began at a moment.
   *
   * @throws IllegalArgumentException if facts of this kind are not known to have it
   */
  String value(String dimension, Instant at, ZoneId zone) {
    var local = at.atZone(zone);
    int hour = local.getHour();
    int day = local.getDayOfWeek().getValue();
    return switch (dimension) {
      case "hourOfDay" -> Integer.toString(hour);
      case "dayOfWeek" -> Integer.toString(day);
      case "hourOfWeek" -> Integer.toString((day - 1) * 24 + hour);
      default ->
          Optional.ofNullable(said.get(dimension))
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "the oracle does not know the " + dimension + " of what has " + said));
    };
  }
}
