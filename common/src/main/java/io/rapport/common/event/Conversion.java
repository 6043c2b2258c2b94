package io.rapport.common.event;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.UUID;

/**
 * A customer did what the business hopes for.
 *
 * @param order pseudonym of the order, by which repetitions are told and refunds refer to it
 * @param name what it was, such as {@code purchase} or {@code lead}
 * @param value what it was worth
 * @param cart pseudonym of the cart it came from
 * @param clickId Meta's id of the ad click it is attributed to
 */
public record Conversion(
    Stamp stamp,
    UUID order,
    String name,
    Optional<Money> value,
    Optional<UUID> cart,
    Optional<String> clickId)
    implements Activity {

  public Conversion {
    requireNonNull(stamp, "stamp is null");
    requireNonNull(order, "order is null");
    requireNonNull(name, "name is null");
    requireNonNull(value, "value is null");
    requireNonNull(cart, "cart is null");
    requireNonNull(clickId, "clickId is null");
  }

  @Override
  public EventKind kind() {
    return EventKind.CONVERSION;
  }
}
