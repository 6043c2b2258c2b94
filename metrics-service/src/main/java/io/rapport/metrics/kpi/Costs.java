package io.rapport.metrics.kpi;

import io.rapport.metrics.price.PriceList;
import java.util.Currency;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the messages of one cell cost and brought. Filled while rows are read, by one thread. */
final class Costs {

  private static final double MICROS = 1_000_000;

  private final Sum all = new Sum();
  private final Sum mature = new Sum();
  private long contacts;
  private long conversions;
  private boolean hidden;
  private final SortedMap<String, Long> minorUnits = new TreeMap<>();

  /** Delivered messages that cost the same. */
  private static final class Sum {
    private long delivered;
    private long free;
    private long unpriced;
    private long micros;

    void add(long messages, long charged, OptionalLong price) {
      delivered += messages;
      free += messages - charged;
      if (price.isPresent()) {
        micros = Math.addExact(micros, Math.multiplyExact(charged, price.getAsLong()));
      } else {
        unpriced += charged;
      }
    }

    void add(Sum other) {
      delivered += other.delivered;
      free += other.free;
      unpriced += other.unpriced;
      micros = Math.addExact(micros, other.micros);
    }

    /** The whole cost in the currency, where every price is known. */
    OptionalDouble complete(PriceList prices) {
      return prices.currency().isPresent() && unpriced == 0
          ? OptionalDouble.of(micros / MICROS)
          : OptionalDouble.empty();
    }

    Optional<Long> known(PriceList prices) {
      return prices.currency().map(_ -> micros);
    }
  }

  void messages(long messages, long charged, OptionalLong price) {
    all.add(messages, charged, price);
  }

  void matureMessages(long messages, long charged, OptionalLong price) {
    mature.add(messages, charged, price);
  }

  void contacts(long distinct) {
    contacts = distinct;
  }

  /** How many there are at least. */
  long contacts() {
    return contacts;
  }

  long delivered() {
    return all.delivered;
  }

  void conversions(Conversions due) {
    conversions = due.count();
    hidden |= due.hidden();
    minorUnits.putAll(due.minorUnits());
  }

  /** Takes another cell's in. */
  void add(Costs other) {
    all.add(other.all);
    mature.add(other.mature);
    contacts = Math.max(contacts, other.contacts);
    conversions += other.conversions;
    hidden |= other.hidden;
    other.minorUnits.forEach((code, value) -> minorUnits.merge(code, value, Credit::added));
  }

  CostAnswer.Amounts amounts(PriceList prices) {
    return new CostAnswer.Amounts(
        all.delivered,
        all.free,
        all.unpriced,
        all.known(prices),
        quotient(all.complete(prices), all.delivered),
        mature(prices));
  }

  private CostAnswer.Mature mature(PriceList prices) {
    var cost = mature.complete(prices);
    return new CostAnswer.Mature(
        mature.delivered,
        mature.unpriced,
        mature.known(prices),
        conversions,
        minorUnits,
        quotient(cost, conversions),
        quotient(value(prices), mature.delivered),
        returned(cost, value(prices)));
  }

  /** In the currency of the costs; where no costs are known, in the only one there is. */
  private OptionalDouble value(PriceList prices) {
    if (hidden || minorUnits.size() > 1) {
      return OptionalDouble.empty();
    }
    if (minorUnits.isEmpty()) {
      return OptionalDouble.of(0);
    }
    var code = minorUnits.firstKey();
    boolean comparable =
        prices.currency().map(currency -> currency.getCurrencyCode().equals(code)).orElse(true);
    return comparable
        ? OptionalDouble.of(minorUnits.get(code) / Math.pow(10, fractionDigits(code)))
        : OptionalDouble.empty();
  }

  private static int fractionDigits(String code) {
    return Math.max(0, Currency.getInstance(code).getDefaultFractionDigits());
  }

  private static OptionalDouble quotient(OptionalDouble amount, long count) {
    return amount.isPresent() && count > 0
        ? OptionalDouble.of(amount.getAsDouble() / count)
        : OptionalDouble.empty();
  }

  private static OptionalDouble returned(OptionalDouble cost, OptionalDouble value) {
    return cost.isPresent() && value.isPresent() && cost.getAsDouble() > 0
        ? OptionalDouble.of((value.getAsDouble() - cost.getAsDouble()) / cost.getAsDouble())
        : OptionalDouble.empty();
  }
}
