package io.rapport.common.event;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.UUID;

/**
 * A conversion was undone, wholly or in part.
 *
 * @param order pseudonym of the order
 * @param value what was given back; empty means all of it
 */
public record Refund(Stamp stamp, UUID order, Optional<Money> value) implements Activity {

  public Refund {
    requireNonNull(stamp, "stamp is null");
    requireNonNull(order, "order is null");
    requireNonNull(value, "value is null");
  }

  @Override
  public EventKind kind() {
    return EventKind.REFUND;
  }
}
