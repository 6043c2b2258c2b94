package io.rapport.metrics.experiment;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.stream.Stream;

/** How far an experiment is; it never goes back. The codes are stored and never change. */
public enum ExperimentState {
  /** Everything about it can be changed, nobody is assigned. */
  DRAFT(1),
  /** Contacts are assigned and exposed; nothing can be changed. */
  RUNNING(2),
  /** What was sent until it stopped counts. */
  STOPPED(3);

  private final short code;

  ExperimentState(int code) {
    this.code = (short) code;
  }

  short code() {
    return code;
  }

  static ExperimentState ofCode(short code) {
    return Stream.of(values())
        .filter(state -> state.code == code)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown state " + code));
  }

  /** The name in JSON. */
  @JsonValue
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
