package io.rapport.metrics.timeline;

import java.time.Instant;
import java.util.UUID;

/** One message, whoever wrote it: one per wamid and channel. */
public sealed interface MessageFact permits InboundMessage, OutboundMessage {

  UUID messageId();

  int channelId();

  Exclusion exclusion();

  Lifecycle lifecycle();

  /** When it was sent; its period is the one this lies in. */
  Instant sentAt();
}
