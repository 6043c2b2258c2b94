package io.rapport.metrics.price;

import static java.util.Objects.requireNonNull;

import io.rapport.common.event.PricingCategory;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * What an account pays from when on.
 *
 * @param version counted from 1; 0 where nothing was ever said
 * @param currency empty where nothing was ever said
 */
public record PriceList(
    int version,
    Optional<Instant> recordedAt,
    Optional<String> recordedBy,
    Optional<Currency> currency,
    List<Price> prices) {

  /** Of an account that never said what it pays. */
  static final PriceList NONE =
      new PriceList(0, Optional.empty(), Optional.empty(), Optional.empty(), List.of());

  public PriceList {
    requireNonNull(recordedAt, "recordedAt is null");
    requireNonNull(recordedBy, "recordedBy is null");
    requireNonNull(currency, "currency is null");
    prices = List.copyOf(prices);
  }

  /** The days on which a price begins, in order: between two of them nothing changes. */
  public List<LocalDate> beginnings() {
    var days = new TreeSet<LocalDate>();
    prices.forEach(price -> days.add(price.from()));
    return List.copyOf(days);
  }

  /**
   * What a message costs, in millionths of the currency; empty where no price is known. A price of
   * the market goes before one of all others, and of each the latest that holds.
   *
   * @param market empty where the contact's country is not known
   * @param day on which it was sent
   */
  public OptionalLong micros(PricingCategory category, Optional<String> market, LocalDate day) {
    return market
        .flatMap(country -> latest(category, Optional.of(country), day))
        .or(() -> latest(category, Optional.empty(), day))
        .map(price -> OptionalLong.of(price.micros()))
        .orElse(OptionalLong.empty());
  }

  private Optional<Price> latest(PricingCategory category, Optional<String> market, LocalDate day) {
    return prices.stream()
        .filter(price -> price.category() == category && price.market().equals(market))
        .filter(price -> !price.from().isAfter(day))
        .max((one, other) -> one.from().compareTo(other.from()));
  }
}
