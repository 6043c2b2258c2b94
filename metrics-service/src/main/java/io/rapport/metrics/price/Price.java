package io.rapport.metrics.price;

import static java.util.Objects.requireNonNull;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.rapport.common.event.PricingCategory;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What one delivered message costs.
 *
 * @param category what Meta charges it as
 * @param market ISO 3166-1 alpha-2 of the contact's country; empty for all that have no price of
 *     their own
 * @param from the first day of sending on which it holds, in the account's zone
 * @param micros in millionths of the list's currency
 */
@RegisterForReflection
public record Price(
    PricingCategory category, Optional<String> market, LocalDate from, long micros) {

  /** Digits behind the point. */
  static final int SCALE = 6;

  /**
   * The highest price of one message. The dearest that Meta knows is some 15,000 in the currency of
   * least worth; and so many millionths times 92 million messages still are a {@code long}.
   */
  static final String MOST = "100000";

  public Price {
    requireNonNull(category, "category is null");
    requireNonNull(market, "market is null");
    requireNonNull(from, "from is null");
    if (micros < 0) {
      throw new IllegalArgumentException("a price is not negative: " + micros);
    }
  }

  BigDecimal amount() {
    return BigDecimal.valueOf(micros, SCALE);
  }
}
