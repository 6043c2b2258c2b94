package io.rapport.ingest.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import io.rapport.common.event.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;

/** Amounts of money as WhatsApp writes them: in whole units with a fraction. */
final class Amounts {

  /** More digits than any amount has, and few enough to be multiplied. */
  private static final int MAX_DIGITS = 30;

  private Amounts() {}

  /** Empty where it is no amount of a currency that exists, or more money than there is. */
  static Optional<Money> of(JsonNode value, String currency) {
    try {
      var unit = Currency.getInstance(currency.strip().toUpperCase(Locale.ROOT));
      var amount = value.isNumber() ? value.decimalValue() : new BigDecimal(value.asText().strip());
      if (unit.getDefaultFractionDigits() < 0
          || amount.precision() > MAX_DIGITS
          || Math.abs((long) amount.scale()) > MAX_DIGITS) {
        return Optional.empty();
      }
      var minorUnits =
          amount
              .movePointRight(unit.getDefaultFractionDigits())
              .setScale(0, RoundingMode.HALF_UP)
              .longValueExact();
      return Optional.of(new Money(minorUnits, unit.getCurrencyCode()));
    } catch (IllegalArgumentException | ArithmeticException noAmount) {
      return Optional.empty();
    }
  }
}
