package io.rapport.metrics.timeline;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Where a contact stood in its relation with the business when something began. The codes are
 * stored and never reused.
 */
public enum Lifecycle {
  /** The first message between the two, either way, was less than 30 days ago. */
  NEW(1),
  ACTIVE(2),
  /**
   * The contact had not written for 90 days; who never wrote: the first message was so long ago.
   */
  DORMANT(3);

  /** For so long after the first contact one is new. */
  public static final Duration NEW_FOR = Duration.ofDays(30);

  /** After so long a silence one is dormant. */
  public static final Duration DORMANT_AFTER = Duration.ofDays(90);

  private final short code;

  Lifecycle(int code) {
    this.code = (short) code;
  }

  /** What the database stores. */
  public short code() {
    return code;
  }

  /** The name in URLs and JSON. */
  @JsonValue
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException if none has this code
   */
  public static Lifecycle ofCode(short code) {
    return Stream.of(values())
        .filter(lifecycle -> lifecycle.code == code)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown lifecycle " + code));
  }
}
