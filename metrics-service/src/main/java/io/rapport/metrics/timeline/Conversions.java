package io.rapport.metrics.timeline;

import io.rapport.common.event.Conversion;
import io.rapport.common.event.Event;
import io.rapport.common.event.Refund;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A contact's conversions, each with what was given back of it and what it is due to. */
final class Conversions {

  private final List<Order> orders = new ArrayList<>();
  private final List<ConversionFact> facts = new ArrayList<>();
  private final List<ConversionTouchFact> touches = new ArrayList<>();
  private final Map<UUID, Instant> firstByMessage = new HashMap<>();

  /**
   * @param ordered all facts of the contact, in order
   */
  Conversions(
      List<Event> ordered,
      Touches touched,
      Attribution attribution,
      Exclusion exclusion,
      Lifecycles lifecycles) {
    var horizon = attribution.horizon();
    Map<UUID, Conversion> byOrder = new LinkedHashMap<>();
    Map<UUID, List<Refund>> refunds = new HashMap<>();
    for (var event : ordered) {
      switch (event) {
        // Of an order that is reported twice the first report counts.
        case Conversion conversion -> byOrder.putIfAbsent(conversion.order(), conversion);
        case Refund refund ->
            refunds.computeIfAbsent(refund.order(), order -> new ArrayList<>()).add(refund);
        default -> {
          // Has no part in conversions.
        }
      }
    }
    byOrder.forEach(
        (id, conversion) -> orders.add(new Order(conversion, refunds.getOrDefault(id, List.of()))));
    for (var order : orders) {
      var fact = fact(order, touched.before(order.at()), horizon, exclusion, lifecycles);
      facts.add(fact);
      touches.addAll(
          Sharing.among(order, touched.allBefore(order.at()), horizon, exclusion, lifecycles));
      if (fact.counts(horizon)) {
        firstByMessage.merge(
            fact.touch().orElseThrow().messageId(),
            fact.convertedAt(),
            (one, other) -> one.isBefore(other) ? one : other);
      }
    }
  }

  /** Of a conversion that is due to nothing, refunds count for as long after itself. */
  private static ConversionFact fact(
      Order order,
      Optional<Touch> touch,
      Duration horizon,
      Exclusion exclusion,
      Lifecycles lifecycles) {
    var conversion = order.conversion();
    var returned = order.until(touch.map(Touch::sentAt).orElse(order.at()).plus(horizon));
    return new ConversionFact(
        conversion.order(),
        exclusion,
        lifecycles.at(touch.map(Touch::sentAt).orElse(order.at())),
        order.at(),
        conversion.name(),
        conversion.value(),
        returned.refunded(),
        returned.undoneAt(),
        touch);
  }

  /** In the order of their times. */
  List<Order> orders() {
    return orders;
  }

  /** In the order of their times. */
  List<ConversionFact> facts() {
    return facts;
  }

  /** All messages that touched before a conversion, by the time of this, then of the touch. */
  List<ConversionTouchFact> touches() {
    return touches;
  }

  /** When the first conversion that counts for this message was made. */
  Optional<Instant> firstOf(UUID messageId) {
    return Optional.ofNullable(firstByMessage.get(messageId));
  }
}
