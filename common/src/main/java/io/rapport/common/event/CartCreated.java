package io.rapport.common.event;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.UUID;

/**
 * A customer put something into a cart.
 *
 * @param cart pseudonym of the cart
 * @param value what is in it
 */
public record CartCreated(Stamp stamp, UUID cart, Optional<Money> value) implements Activity {

  public CartCreated {
    requireNonNull(stamp, "stamp is null");
    requireNonNull(cart, "cart is null");
    requireNonNull(value, "value is null");
  }

  @Override
  public EventKind kind() {
    return EventKind.CART_CREATED;
  }
}
