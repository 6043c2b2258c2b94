package io.rapport.metrics.timeline;

import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Why a fact counts in no KPI. The codes are stored and never reused. */
public enum Exclusion {
  /** It counts. */
  NONE(0),
  TEST(1),
  INTERNAL(2),
  GROUP(3),
  ERASED(4),
  NO_BASIS(5);

  private static final Map<Short, Exclusion> BY_CODE =
      Stream.of(values())
          .collect(Collectors.toUnmodifiableMap(Exclusion::code, Function.identity()));

  private final short code;

  Exclusion(int code) {
    this.code = (short) code;
  }

  /** What the database stores. */
  public short code() {
    return code;
  }

  /** The name in JSON: lower case with hyphens. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * @throws IllegalArgumentException if no exclusion has this code
   */
  public static Exclusion ofCode(short code) {
    var exclusion = BY_CODE.get(code);
    if (exclusion == null) {
      throw new IllegalArgumentException("unknown exclusion " + code);
    }
    return exclusion;
  }
}
