package io.rapport.common.event;

import static java.util.Objects.requireNonNull;

/**
 * An amount of money.
 *
 * @param minorUnits such as cents; of currencies without them the amount itself
 * @param currency three capital letters (ISO 4217)
 */
public record Money(long minorUnits, String currency) {

  public Money {
    requireNonNull(currency, "currency is null");
    if (!currency.matches("[A-Z]{3}")) {
      throw new IllegalArgumentException("not a currency: " + currency.length() + " characters");
    }
  }
}
