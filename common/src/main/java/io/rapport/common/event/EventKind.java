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
  /** The Graph API took a message of the business. */
  MESSAGE_ACCEPTED(8),
  /** Another of the account's senders sent a message: the Business app, or a bot on the thread. */
  MESSAGE_ECHOED(9),
  STATUS_SENT(11),
  STATUS_DELIVERED(12),
  STATUS_READ(13),
  STATUS_PLAYED(14),
  STATUS_FAILED(15),
  CONVERSATION_RESOLVED(20),
  HANDOVER(21),
  BOT_TURN(22),
  BOT_STEP(23),
  BOT_FALLBACK(24),
  BOT_GOAL(25),
  CART_CREATED(30),
  CONVERSION(31),
  REFUND(32),
  LINK_CLICKED(40),
  /** A first message that carries the reference token of a link. */
  LINK_FOLLOWED(41),
  PREFERENCE_CHANGED(50),
  CONTACT_UPDATED(51),
  CALL_REPORTED(52),
  CONTACT_TAGGED(53),
  SURVEY_INVITED(60),
  SURVEY_ANSWERED(61),
  /** A gate of the business held a message back. */
  SEND_BLOCKED(70);

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

  /** Whether it says what became of a message of the business. */
  public boolean status() {
    return switch (this) {
      case STATUS_SENT, STATUS_DELIVERED, STATUS_READ, STATUS_PLAYED, STATUS_FAILED -> true;
      default -> false;
    };
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
