package io.rapport.common.event;

import java.util.UUID;

/** A fact about one message. */
public sealed interface MessageEvent extends Event
    permits MessageReceived, MessageSent, MessageStatus {

  /** Pseudonym of the message (wamid and channel) this fact is about. */
  UUID messageId();

  /** True where the message was written in a WhatsApp group. */
  boolean group();
}
