package io.rapport.metrics.timeline;

import static java.util.Objects.requireNonNull;

import io.rapport.common.event.BlockReason;
import io.rapport.common.event.Event;
import io.rapport.common.event.Origin;
import io.rapport.common.event.SendBlocked;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A message that the business meant to send, and held back.
 *
 * @param at when it would have been sent
 * @param origin who or what would have sent it
 */
public record BlockedSendFact(
    UUID blockedId,
    int channelId,
    Exclusion exclusion,
    Lifecycle lifecycle,
    Instant at,
    BlockReason reason,
    Optional<Origin> origin,
    CampaignLabel label) {

  public BlockedSendFact {
    requireNonNull(blockedId, "blockedId is null");
    requireNonNull(exclusion, "exclusion is null");
    requireNonNull(lifecycle, "lifecycle is null");
    requireNonNull(at, "at is null");
    requireNonNull(reason, "reason is null");
    requireNonNull(origin, "origin is null");
    requireNonNull(label, "label is null");
  }

  /** Of all facts of a contact, in order. */
  static List<BlockedSendFact> of(List<Event> ordered, Exclusion exclusion, Lifecycles lifecycles) {
    return ordered.stream()
        .filter(SendBlocked.class::isInstance)
        .map(SendBlocked.class::cast)
        .map(
            blocked ->
                new BlockedSendFact(
                    blocked.eventId(),
                    blocked.channelId(),
                    exclusion,
                    lifecycles.at(blocked.occurredAt()),
                    blocked.occurredAt(),
                    blocked.reason(),
                    blocked.label().origin(),
                    CampaignLabel.of(blocked.label())))
        .toList();
  }
}
