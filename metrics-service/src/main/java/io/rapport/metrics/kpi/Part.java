package io.rapport.metrics.kpi;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Which of a KPI's two counts is opened. */
public enum Part {
  NUMERATOR,
  DENOMINATOR;

  @JsonValue
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Part> ofId(String id) {
    return Stream.of(values()).filter(part -> part.id().equals(id)).findFirst();
  }
}
