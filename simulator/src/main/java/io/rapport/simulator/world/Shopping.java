package io.rapport.simulator.world;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Somebody fills a cart on the website, and perhaps buys what is in it. */
record Shopping() implements Scene {
  @Override
  public void play(Stage stage, Instant at) {
    var dice = stage.dice();
    var cart = "cart-" + dice.digits(10);
    var price = Purchase.price(stage);
    anywhere(
        stage, at, Report.cart(cart, dice.chance(0.9) ? Optional.of(price) : Optional.empty()));
    if (dice.chance(0.06)) {
      // A second cart, so that a purchase that names none is one from this.
      anywhere(
          stage,
          at.plusSeconds(dice.between(60, 3600)),
          Report.cart("cart-" + dice.digits(10), Optional.empty()));
    }
    var soon = at.plus(dice.around(Duration.ofMinutes(25), 1.2));
    double roll = dice.unit();
    if (roll < 0.36) {
      Purchase.of(price, Optional.of(cart), "purchase").play(stage, soon);
    } else if (roll < 0.4) {
      Purchase.of(price, Optional.of(cart), "order").play(stage, soon);
    } else if (roll < 0.46) {
      Purchase.of(price, Optional.empty(), dice.chance(0.5) ? "purchase" : "Purchase")
          .play(stage, soon);
    } else if (roll < 0.52) {
      var late = at.plusSeconds(dice.between(22, 90) * 3600L);
      Purchase.of(price, dice.chance(0.7) ? Optional.of(cart) : Optional.empty(), "purchase")
          .play(stage, late);
    } else if (roll < 0.55) {
      // The shop's two machines do not agree on the time.
      Purchase.of(price, Optional.of(cart), "purchase").play(stage, at.minusSeconds(2));
    } else if (roll < 0.58) {
      anywhere(
          stage,
          soon,
          Report.conversion("lead-" + dice.digits(10), "lead", Optional.empty(), Optional.empty()));
    }
  }

  /** A shop knows no business phone number. */
  static void anywhere(Stage stage, Instant at, Report report) {
    stage.reports(at, Optional.empty(), report);
  }
}
