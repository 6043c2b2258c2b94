package io.rapport.common.event;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What kind of fact an event is. The codes are stored and never reused. Their order is the order of
 * facts with equal timestamps: what a customer wrote comes before what happened to our answer.
 */
public enum EventKind {
  MESSAGE_RECEIVED(1),
  STATUS_SENT(11),
  STATUS_DELIVERED(12),
  STATUS_READ(13),
  STATUS_PLAYED(14),
  STATUS_FAILED(15);

  private static final Map<Short, EventKind> BY_CODE =
      Stream.of(values())
          .collect(Collectors.toUnmodifiableMap(EventKind::code, Function.identity()));

  private final short code;

  EventKind(int code) {
    this.code = (short) code;
  }

  public short code() {
    return code;
  }

  /**
   * @throws IllegalArgumentException if no kind has this code
   */
  public static EventKind ofCode(short code) {
    var kind = BY_CODE.get(code);
    if (kind == null) {
      throw new IllegalArgumentException("unknown event kind " + code);
    }
    return kind;
  }
}
