package io.rapport.common.event;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who or what sent an outbound message. {@link #SERVICE} and {@link #TEMPLATE} are what remains
 * where nobody registered it: a reply of an unnamed person or bot, and a template of an unnamed
 * sender.
 */
public enum Origin {
  CAMPAIGN(1),
  AUTOMATION(2),
  SURVEY(3),
  BOT(4),
  AGENT(5),
  APP(6),
  SERVICE(7),
  TEMPLATE(8);

  private static final Map<Short, Origin> BY_CODE =
      Stream.of(values()).collect(Collectors.toUnmodifiableMap(Origin::code, Function.identity()));
  private static final Map<String, Origin> BY_ID =
      Stream.of(values()).collect(Collectors.toUnmodifiableMap(Origin::id, Function.identity()));

  private final short code;

  Origin(int code) {
    this.code = (short) code;
  }

  /** What the database stores. */
  public short code() {
    return code;
  }

  /** The name in JSON, URLs and labels: lower case. */
  @JsonValue
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException if no origin has this code
   */
  public static Origin ofCode(short code) {
    var origin = BY_CODE.get(code);
    if (origin == null) {
      throw new IllegalArgumentException("unknown origin " + code);
    }
    return origin;
  }

  public static Optional<Origin> ofId(String id) {
    return Optional.ofNullable(BY_ID.get(id));
  }
}
