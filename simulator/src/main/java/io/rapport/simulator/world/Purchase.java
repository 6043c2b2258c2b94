package io.rapport.simulator.world;

import java.time.Instant;
import java.util.Optional;

/**
 * Somebody buys something, and perhaps sends it back.
 *
 * @param name what the shop calls it
 */
record Purchase(Report.Price price, Optional<String> cart, String name) implements Scene {
  private static final int DAY = 86_400;

  static Purchase of(Report.Price price, Optional<String> cart, String name) {
    return new Purchase(price, cart, name);
  }

  /** A price as this customer would pay it. */
  static Report.Price price(Stage stage) {
    var dice = stage.dice();
    var currency = stage.person().country().equals("BR") ? "BRL" : "EUR";
    return new Report.Price(dice.between(500, 25_000), dice.chance(0.03) ? "USD" : currency);
  }

  @Override
  public void play(Stage stage, Instant at) {
    var dice = stage.dice();
    var order = "order-" + dice.digits(10);
    var conversion = Report.conversion(order, name, cart, Optional.of(price));
    var where = dice.chance(0.2) ? Optional.of(stage.channel()) : Optional.<Channel>empty();
    stage.reports(at, where, conversion);
    if (dice.chance(0.03)) {
      // The shop reports it once more as something new, a little later.
      Shopping.anywhere(stage, at.plusSeconds(dice.between(5, 3600)), conversion);
    }
    double roll = dice.unit();
    if (roll < 0.05) {
      sendsBack(stage, at, order, Optional.empty());
    } else if (roll < 0.07) {
      sendsBack(stage, at, order, Optional.of(price));
    } else if (roll < 0.12) {
      int part = 1 + dice.below(price.minorUnits() - 1);
      sendsBack(stage, at, order, Optional.of(new Report.Price(part, price.currency())));
      if (dice.chance(0.3)) {
        var rest = new Report.Price(price.minorUnits() - part, price.currency());
        sendsBack(stage, at.plusSeconds(DAY), order, Optional.of(rest));
      }
    } else if (roll < 0.125) {
      sendsBack(stage, at, order, Optional.of(new Report.Price(price.minorUnits(), "GBP")));
    }
  }

  private static void sendsBack(
      Stage stage, Instant at, String order, Optional<Report.Price> value) {
    var sentBackAt = at.plusSeconds(stage.dice().between(DAY / 8, 14 * DAY));
    Shopping.anywhere(stage, sentBackAt, Report.refund(order, value));
  }
}
