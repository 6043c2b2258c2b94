package io.rapport.metrics.timeline;

import io.rapport.common.event.CartCreated;
import io.rapport.common.event.Conversion;
import io.rapport.common.event.Event;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A contact's carts and what was bought from them. A purchase that names no cart is from the latest
 * one before it.
 */
final class Carts {

  private static final String PURCHASE = "purchase";

  private final Map<UUID, CartCreated> byId = new LinkedHashMap<>();
  private final TreeMap<Instant, UUID> byTime = new TreeMap<>();
  private final Map<UUID, Instant> purchases = new HashMap<>();
  private final Exclusion exclusion;
  private final Lifecycles lifecycles;

  /**
   * @param ordered all facts of the contact, in order
   */
  Carts(List<Event> ordered, Exclusion exclusion, Lifecycles lifecycles) {
    this.exclusion = exclusion;
    this.lifecycles = lifecycles;
    for (var event : ordered) {
      // Of a cart that is reported twice the first report counts.
      if (event instanceof CartCreated cart && byId.putIfAbsent(cart.cart(), cart) == null) {
        byTime.put(cart.occurredAt(), cart.cart());
      }
    }
    var orders = new HashSet<UUID>();
    for (var event : ordered) {
      // Told again, an order would be from a later cart if it names none.
      if (event instanceof Conversion conversion && orders.add(conversion.order())) {
        cartOf(conversion).ifPresent(cart -> purchases.putIfAbsent(cart, event.occurredAt()));
      }
    }
  }

  private Optional<UUID> cartOf(Conversion conversion) {
    if (conversion.cart().isPresent() || !conversion.name().equalsIgnoreCase(PURCHASE)) {
      return conversion.cart();
    }
    return Optional.ofNullable(byTime.floorEntry(conversion.occurredAt())).map(Map.Entry::getValue);
  }

  List<CartFact> facts() {
    return byId.values().stream()
        .map(
            cart ->
                new CartFact(
                    cart.cart(),
                    cart.channelId(),
                    exclusion,
                    lifecycles.at(cart.occurredAt()),
                    cart.occurredAt(),
                    cart.value(),
                    Optional.ofNullable(purchases.get(cart.cart()))))
        .toList();
  }
}
