package io.rapport.common.event;

import java.time.Instant;
import java.util.UUID;

/**
 * One immutable fact about one contact on one channel: the only source of truth from which
 * everything else is projected.
 *
 * <p>Two deliveries of the same fact have equal {@link #eventId()}s, because ids are derived from
 * the provider's own ids ({@link io.rapport.common.identity.Pseudonyms}). Facts carry no message
 * text.
 */
public sealed interface Event permits MessageReceived, MessageStatus {

  /** Derived from the source's ids, so that a repeated delivery is the same row. */
  UUID eventId();

  /** The business phone number, as a small integer inside its account. */
  int channelId();

  /** The provider's timestamp, resolution one second. */
  Instant occurredAt();

  /** Pseudonym of the message (wamid and channel) this fact is about. */
  UUID messageId();

  /** True where the message was written in a WhatsApp group. */
  boolean group();

  /** What kind of fact this is; its code is what the database stores. */
  EventKind kind();
}
