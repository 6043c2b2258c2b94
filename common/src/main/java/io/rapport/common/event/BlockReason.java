package io.rapport.common.event;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Why the business did not send what it had meant to. The codes are stored and never reused. */
public enum BlockReason {
  /** The contact had not agreed, or wanted no more. */
  CONSENT(1),
  /** The contact had got as many messages as anybody should. */
  FREQUENCY_CAP(2),
  QUIET_HOURS(3),
  OTHER(4);

  private static final Map<String, BlockReason> BY_ID =
      Stream.of(values())
          .collect(Collectors.toUnmodifiableMap(BlockReason::id, Function.identity()));

  private static final Map<Short, BlockReason> BY_CODE =
      Stream.of(values())
          .collect(Collectors.toUnmodifiableMap(BlockReason::code, Function.identity()));

  private final short code;

  BlockReason(int code) {
    this.code = (short) code;
  }

  public short code() {
    return code;
  }

  /** The name in JSON: lower case with hyphens. */
  @JsonValue
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<BlockReason> ofId(String id) {
    return Optional.ofNullable(BY_ID.get(id));
  }

  /**
   * @throws IllegalArgumentException if no reason has this code
   */
  public static BlockReason ofCode(short code) {
    var reason = BY_CODE.get(code);
    if (reason == null) {
      throw new IllegalArgumentException("unknown reason of blocking " + code);
    }
    return reason;
  }
}
