package io.rapport.metrics.timeline;

import static java.util.Objects.requireNonNull;

import io.rapport.common.event.Money;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A message that touched a contact before a conversion, and its part in it where credit is not
 * given to the last touch alone. Of all such messages of a conversion the parts add up to it.
 *
 * @param touchId of this message and this conversion
 * @param touch the first of the message within its window
 * @param first whether none of the messages touched earlier
 * @param millionths of the conversion, shared equally
 * @param value what the conversion was worth when it was made
 * @param refunded minor units that were given back within the message's horizon
 * @param shareMinorUnits its part of the value, less its part of the refund
 * @param undoneAt when all had been given back, if that was within the message's horizon
 */
public record ConversionTouchFact(
    UUID touchId,
    UUID conversionId,
    Exclusion exclusion,
    Lifecycle lifecycle,
    Instant convertedAt,
    Touch touch,
    boolean first,
    int millionths,
    Optional<Money> value,
    long refunded,
    long shareMinorUnits,
    Optional<Instant> undoneAt) {

  public ConversionTouchFact {
    requireNonNull(touchId, "touchId is null");
    requireNonNull(conversionId, "conversionId is null");
    requireNonNull(exclusion, "exclusion is null");
    requireNonNull(lifecycle, "lifecycle is null");
    requireNonNull(convertedAt, "convertedAt is null");
    requireNonNull(touch, "touch is null");
    requireNonNull(value, "value is null");
    requireNonNull(undoneAt, "undoneAt is null");
  }
}
