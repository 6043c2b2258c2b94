package io.rapport.common.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.UUID;

/**
 * Which fact it is, where and when it happened.
 *
 * @param eventId derived from the source's ids
 * @param channelId the business phone number, or {@link Event#NO_CHANNEL}
 */
public record Stamp(UUID eventId, int channelId, Instant occurredAt) {

  public Stamp {
    requireNonNull(eventId, "eventId is null");
    requireNonNull(occurredAt, "occurredAt is null");
  }
}
