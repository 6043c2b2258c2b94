package io.rapport.common.event;

import static java.util.Objects.requireNonNull;

/**
 * The business meant to send a message, and a gate of its own held it back. WhatsApp never heard of
 * it.
 *
 * @param label what the message would have been
 */
public record SendBlocked(Stamp stamp, BlockReason reason, MessageLabel label) implements Activity {

  public SendBlocked {
    requireNonNull(stamp, "stamp is null");
    requireNonNull(reason, "reason is null");
    requireNonNull(label, "label is null");
  }

  @Override
  public EventKind kind() {
    return EventKind.SEND_BLOCKED;
  }
}
