package io.rapport.metrics.timeline;

import static java.util.Objects.requireNonNull;

import io.rapport.common.event.Conversion;
import io.rapport.common.event.Money;
import io.rapport.common.event.Refund;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A conversion and what was given back of it.
 *
 * @param refunds in order
 */
record Order(Conversion conversion, List<Refund> refunds) {

  Order {
    requireNonNull(conversion, "conversion is null");
    refunds = List.copyOf(refunds);
  }

  /**
   * What had been given back at some moment.
   *
   * @param refunded minor units of the conversion's currency
   * @param undoneAt since when nothing was left
   */
  record Returned(long refunded, Optional<Instant> undoneAt) {

    Returned {
      requireNonNull(undoneAt, "undoneAt is null");
    }
  }

  Instant at() {
    return conversion.occurredAt();
  }

  /** Counts refunds up to this moment, itself included. */
  Returned until(Instant end) {
    long worth = conversion.value().map(Money::minorUnits).orElse(0L);
    long left = worth;
    for (var refund : refunds) {
      if (refund.occurredAt().isAfter(end)) {
        continue;
      }
      left -= Math.min(left, amount(refund, conversion.value()));
      if (refund.value().isEmpty() || (worth > 0 && left == 0)) {
        return new Returned(worth, Optional.of(later(refund.occurredAt(), at())));
      }
    }
    return new Returned(worth - left, Optional.empty());
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
}
