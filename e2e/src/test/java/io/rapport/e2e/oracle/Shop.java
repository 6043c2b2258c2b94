package io.rapport.e2e.oracle;

import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the people of one account put into carts, bought and gave back. */
final class Shop {
  private static final Duration CART_PATIENCE = Duration.ofDays(1);

  /** Of an order that was reported twice the first report counts. */
  private final List<Reported> conversions;

  private final List<Reported> carts;
  private final List<Reported> refunds;

  private final Lives lives;

  Shop(List<Reported> reported, Lives lives) {
    this.lives = lives;
    conversions = firsts(reported, "conversion", "order");
    carts = firsts(reported, "cart.created", "cart");
    refunds = reported.stream().filter(it -> it.type().equals("refund")).toList();
  }

  private static List<Reported> firsts(List<Reported> reported, String type, String name) {
    return List.copyOf(
        reported.stream()
            .filter(it -> it.type().equals(type))
            .sorted(Comparator.comparing(Reported::at))
            .collect(
                toMap(
                    it -> List.of(it.person(), it.text(name).orElseThrow()),
                    it -> it,
                    (first, later) -> first,
                    LinkedHashMap::new))
            .values());
  }

  List<Reported> conversions() {
    return conversions;
  }

  static boolean purchase(Reported conversion) {
    return conversion.text("name").orElseThrow().equalsIgnoreCase("purchase");
  }

  /**
   * A cart.
   *
   * @param abandoned whether nothing was bought from it within a day
   */
  record Cart(String person, Traits traits, Instant createdAt, boolean abandoned) {
    Instant decidedAt() {
      return createdAt.plus(CART_PATIENCE);
    }
  }

  List<Cart> carts() {
    var bought = new HashSet<Reported>();
    for (var conversion : conversions) {
      boughtFrom(conversion)
          .filter(cart -> !conversion.at().isAfter(cart.at().plus(CART_PATIENCE)))
          .ifPresent(bought::add);
    }
    return carts.stream()
        .map(cart -> new Cart(cart.person(), cart.traits(lives), cart.at(), !bought.contains(cart)))
        .toList();
  }

  private Optional<Reported> boughtFrom(Reported conversion) {
    var own = carts.stream().filter(cart -> cart.person().equals(conversion.person())).toList();
    var named = conversion.text("cart");
    if (named.isPresent()) {
      return own.stream().filter(cart -> cart.text("cart").equals(named)).findFirst();
    }
    return purchase(conversion)
        ? own.stream()
            .filter(cart -> !cart.at().isAfter(conversion.at()))
            .max(Comparator.comparing(Reported::at))
        : Optional.empty();
  }

  /**
   * What is left of an order at a moment, by currency: nothing at all if it was given back wholly.
   */
  Optional<Map<String, Long>> worth(Reported conversion, Instant at) {
    var value = conversion.said().path("value");
    long left = value.path("minorUnits").asLong();
    boolean whole = false;
    boolean given = false;
    for (var refund : refunds) {
      if (!refund.person().equals(conversion.person())
          || !refund.text("order").equals(conversion.text("order"))
          || refund.at().isAfter(at)) {
        continue;
      }
      var back = refund.said().path("value");
      if (back.isMissingNode()) {
        whole = true;
      } else if (back.path("currency").equals(value.path("currency"))) {
        left -= back.path("minorUnits").asLong();
        given = true;
      }
    }
    if (whole || (given && left <= 0)) {
      return Optional.empty();
    }
    return Optional.of(
        value.isMissingNode() ? Map.of() : Map.of(value.path("currency").asText(), left));
  }
}
