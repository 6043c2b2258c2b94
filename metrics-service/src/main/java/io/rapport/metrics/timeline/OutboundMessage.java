package io.rapport.metrics.timeline;

import static java.util.Objects.requireNonNull;

import io.rapport.common.event.Origin;
import io.rapport.common.event.PricingCategory;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * A message of the business, with the first time of each rank it reached; a rank implies all ranks
 * below it.
 *
 * @param sentAt when it was accepted, if that was registered; else its earliest fact
 * @param free whether Meta says that it charges nothing for it
 * @param failedAt its first failure, kept also where the message was delivered after all
 * @param errorCode Meta's code of that failure
 * @param firstReply of a business-initiated message
 * @param firstClickAt when a link in it was first followed
 * @param convertedAt when the first conversion was made that is due to it and counts
 * @param optedOutAt when the contact wanted no more after it
 * @param clockSkew whether the clocks had put a status, that reply or that click before the
 *     sending; its time is then that of the sending
 */
public record OutboundMessage(
    UUID messageId,
    int channelId,
    Exclusion exclusion,
    Lifecycle lifecycle,
    Instant sentAt,
    Origin origin,
    Optional<PricingCategory> category,
    boolean free,
    Optional<Instant> deliveredAt,
    Optional<Instant> readAt,
    Optional<Instant> playedAt,
    Optional<Instant> failedAt,
    OptionalInt errorCode,
    Optional<FirstReply> firstReply,
    Optional<Instant> firstClickAt,
    Optional<Instant> convertedAt,
    Optional<Instant> optedOutAt,
    boolean clockSkew,
    CampaignLabel label)
    implements MessageFact {

  public OutboundMessage {
    requireNonNull(messageId, "messageId is null");
    requireNonNull(exclusion, "exclusion is null");
    requireNonNull(lifecycle, "lifecycle is null");
    requireNonNull(sentAt, "sentAt is null");
    requireNonNull(origin, "origin is null");
    requireNonNull(category, "category is null");
    requireNonNull(deliveredAt, "deliveredAt is null");
    requireNonNull(readAt, "readAt is null");
    requireNonNull(playedAt, "playedAt is null");
    requireNonNull(failedAt, "failedAt is null");
    requireNonNull(errorCode, "errorCode is null");
    requireNonNull(firstReply, "firstReply is null");
    requireNonNull(firstClickAt, "firstClickAt is null");
    requireNonNull(convertedAt, "convertedAt is null");
    requireNonNull(optedOutAt, "optedOutAt is null");
    requireNonNull(label, "label is null");
  }

  /** Whether the business began, rather than answered. */
  public boolean businessInitiated() {
    return Initiation.businessInitiated(origin);
  }

  /** Whether Meta reported a failure of a message that did arrive; it counts as delivered. */
  public boolean failedAfterDelivery() {
    return failedAt.isPresent() && deliveredAt.isPresent();
  }
}
