package io.rapport.common.event;

import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a customer sent. The codes are stored and never reused.
 *
 * <p>A <em>substantive</em> message is something a business is expected to react to; a reaction, a
 * changed number or an edit is not.
 */
public enum MessageType {
  TEXT(1, true),
  IMAGE(2, true),
  VIDEO(3, true),
  AUDIO(4, true),
  DOCUMENT(5, true),
  STICKER(6, true),
  LOCATION(7, true),
  CONTACTS(8, true),
  /** A quick reply of a template. */
  BUTTON(9, true),
  BUTTON_REPLY(10, true),
  LIST_REPLY(11, true),
  FLOW_REPLY(12, true),
  /** Any other interactive answer. */
  INTERACTIVE(13, true),
  ORDER(14, true),
  UNSUPPORTED(15, true),
  REACTION(20, false),
  REQUEST_WELCOME(21, false),
  SYSTEM(22, false),
  EDIT(23, false),
  REVOKE(24, false),
  EPHEMERAL(25, false),
  CALL(26, false);

  private static final Map<Short, MessageType> BY_CODE =
      Stream.of(values())
          .collect(Collectors.toUnmodifiableMap(MessageType::code, Function.identity()));

  private final short code;
  private final boolean substantive;

  MessageType(int code, boolean substantive) {
    this.code = (short) code;
    this.substantive = substantive;
  }

  /** What the database stores. */
  public short code() {
    return code;
  }

  /** The name in JSON and URLs: lower case with underscores. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it can open an episode, wait for an answer, or be a reply. */
  public boolean substantive() {
    return substantive;
  }

  /** Whether it opens the 24-hour customer service window. */
  public boolean opensWindow() {
    return substantive || this == CALL || this == REQUEST_WELCOME;
  }

  /** Whether the customer tapped a prepared answer instead of writing one. */
  public boolean tapped() {
    return this == BUTTON || this == BUTTON_REPLY || this == LIST_REPLY;
  }

  /**
   * @throws IllegalArgumentException if no type has this code
   */
  public static MessageType ofCode(short code) {
    var type = BY_CODE.get(code);
    if (type == null) {
      throw new IllegalArgumentException("unknown message type " + code);
    }
    return type;
  }
}
