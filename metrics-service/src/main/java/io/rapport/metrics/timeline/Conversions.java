package io.rapport.metrics.timeline;

import io.rapport.common.event.Conversion;
import io.rapport.common.event.Event;
import io.rapport.common.event.Money;
import io.rapport.common.event.Refund;
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

  private final List<ConversionFact> facts = new ArrayList<>();
  private final Map<UUID, Instant> firstByMessage = new HashMap<>();

  /**
   * @param ordered all facts of the contact, in order
   */
  Conversions(List<Event> ordered, Touches touches, Exclusion exclusion, Lifecycles lifecycles) {
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
        (order, conversion) ->
            facts.add(
                fact(
                    conversion,
                    refunds.getOrDefault(order, List.of()),
                    touches.before(conversion.occurredAt()),
                    exclusion,
                    lifecycles)));
    for (var fact : facts) {
      if (fact.counts()) {
        firstByMessage.merge(
            fact.touch().orElseThrow().messageId(),
            fact.convertedAt(),
            (one, other) -> one.isBefore(other) ? one : other);
      }
    }
  }

  private static ConversionFact fact(
      Conversion conversion,
      List<Refund> refunds,
      Optional<Touch> touch,
      Exclusion exclusion,
      Lifecycles lifecycles) {
    var end = touch.map(Touch::sentAt).orElse(conversion.occurredAt()).plus(ConversionFact.HORIZON);
    long worth = conversion.value().map(Money::minorUnits).orElse(0L);
    long left = worth;
    Optional<Instant> undoneAt = Optional.empty();
    for (var refund : refunds) {
      if (refund.occurredAt().isAfter(end) || undoneAt.isPresent()) {
        continue;
      }
      left -= Math.min(left, amount(refund, conversion.value()));
      if (refund.value().isEmpty() || (worth > 0 && left == 0)) {
        undoneAt = Optional.of(later(refund.occurredAt(), conversion.occurredAt()));
      }
    }
    return new ConversionFact(
        conversion.order(),
        exclusion,
        lifecycles.at(touch.map(Touch::sentAt).orElse(conversion.occurredAt())),
        conversion.occurredAt(),
        conversion.name(),
        conversion.value(),
        undoneAt.isPresent() ? worth : worth - left,
        undoneAt,
        touch);
  }

  /** In another currency than the conversion's it says nothing about how much is left. */
  private static long amount(Refund refund, Optional<Money> value) {
    return refund
        .value()
        .filter(back -> value.filter(of -> of.currency().equals(back.currency())).isPresent())
        .map(Money::minorUnits)
        .orElse(0L);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isBefore(other) ? other : one;
  }

  /** In the order of their times. */
  List<ConversionFact> facts() {
    return facts;
  }

  /** When the first conversion that counts for this message was made. */
  Optional<Instant> firstOf(UUID messageId) {
    return Optional.ofNullable(firstByMessage.get(messageId));
  }
}
