package io.rapport.common.event;

import java.time.Instant;
import java.util.UUID;

/**
 * One immutable fact about one contact: the only source of truth from which everything else is
 * projected. A {@link MessageEvent} is about one message, an {@link Activity} about what else
 * happened in the relation between contact and business.
 *
 * <p>Two deliveries of the same fact have equal {@link #eventId()}s, because ids are derived from
 * the source's own ids ({@link io.rapport.common.identity.Pseudonyms}). Facts carry no message
 * text.
 */
public sealed interface Event permits MessageEvent, Activity {

  /** Stands for the channel of a fact that names no business phone number. */
  int NO_CHANNEL = 0;

  /** Derived from the source's ids, so that a repeated delivery is the same row. */
  UUID eventId();

  /** The business phone number, as a small integer inside its account; or {@link #NO_CHANNEL}. */
  int channelId();

  /** The source's timestamp; WhatsApp's have a resolution of one second. */
  Instant occurredAt();

  /** What kind of fact this is; its code is what the database stores. */
  EventKind kind();
}
