package io.rapport.metrics.timeline;

import static java.util.Objects.requireNonNull;

import io.rapport.common.event.Money;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A cart that a customer put something into.
 *
 * @param createdAt when it was first reported
 * @param value what was in it then
 * @param purchasedAt the first purchase from it; one before the cart's report counts, too
 */
public record CartFact(
    UUID cartId,
    int channelId,
    Exclusion exclusion,
    Lifecycle lifecycle,
    Instant createdAt,
    Optional<Money> value,
    Optional<Instant> purchasedAt) {

  public CartFact {
    requireNonNull(cartId, "cartId is null");
    requireNonNull(exclusion, "exclusion is null");
    requireNonNull(lifecycle, "lifecycle is null");
    requireNonNull(createdAt, "createdAt is null");
    requireNonNull(value, "value is null");
    requireNonNull(purchasedAt, "purchasedAt is null");
  }
}
