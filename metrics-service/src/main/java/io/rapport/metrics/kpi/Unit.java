package io.rapport.metrics.kpi;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a KPI's value is measured in. */
public enum Unit {
  /** A share between 0 and 1. */
  RATIO,
  SECONDS,
  /** Of a hundred: the net promoter score, -100 to 100. */
  POINTS;

  @JsonValue
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
