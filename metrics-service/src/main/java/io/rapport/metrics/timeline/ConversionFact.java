package io.rapport.metrics.timeline;

import static java.util.Objects.requireNonNull;

import io.rapport.common.event.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What a customer did that the business hopes for, once for each order.
 *
 * @param conversionId the order
 * @param value what it was worth when it was made
 * @param refunded minor units of the value's currency that were given back in time
 * @param undoneAt when all of it had been given back, if that was in time
 * @param touch what it is due to, if anything
 */
public record ConversionFact(
    UUID conversionId,
    Exclusion exclusion,
    Lifecycle lifecycle,
    Instant convertedAt,
    String name,
    Optional<Money> value,
    long refunded,
    Optional<Instant> undoneAt,
    Optional<Touch> touch) {

  public ConversionFact {
    requireNonNull(conversionId, "conversionId is null");
    requireNonNull(exclusion, "exclusion is null");
    requireNonNull(lifecycle, "lifecycle is null");
    requireNonNull(convertedAt, "convertedAt is null");
    requireNonNull(name, "name is null");
    requireNonNull(value, "value is null");
    requireNonNull(undoneAt, "undoneAt is null");
    requireNonNull(touch, "touch is null");
  }

  /**
   * Whether it counts for the message it is due to.
   *
   * @param horizon how long after the sending it may be made
   */
  boolean counts(Duration horizon) {
    return undoneAt.isEmpty()
        && touch
            .filter(due -> Duration.between(due.sentAt(), convertedAt).compareTo(horizon) <= 0)
            .isPresent();
  }
}
