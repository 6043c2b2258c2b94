package io.rapport.metrics.timeline;

import static java.util.Objects.requireNonNull;

import io.rapport.common.event.Origin;
import io.rapport.common.event.PricingCategory;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The touch that a conversion is due to.
 *
 * @param at when the link was followed, the message read or delivered
 * @param sentAt when the message was sent
 */
public record Touch(
    UUID messageId,
    int channelId,
    TouchBasis basis,
    Instant at,
    Instant sentAt,
    Origin origin,
    Optional<PricingCategory> category,
    CampaignLabel label) {

  public Touch {
    requireNonNull(messageId, "messageId is null");
    requireNonNull(basis, "basis is null");
    requireNonNull(at, "at is null");
    requireNonNull(sentAt, "sentAt is null");
    requireNonNull(origin, "origin is null");
    requireNonNull(category, "category is null");
    requireNonNull(label, "label is null");
  }
}
