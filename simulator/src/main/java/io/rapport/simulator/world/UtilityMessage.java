package io.rapport.simulator.world;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An order confirmation, a reminder, a login code: sent by machines, seldom answered. */
record UtilityMessage() implements Scene {
  private static final List<String> TEMPLATES =
      List.of("order_shipped", "appointment_reminder", "invoice_ready");

  @Override
  public void play(Stage stage, Instant at) {
    var dice = stage.dice();
    var sent = stage.sends(at, shipment(stage));
    var seenAt = sent.seenAt();
    if (seenAt.isPresent() && dice.chance(0.05 * stage.person().eagerness())) {
      var answersAt =
          Rhythm.awake(
              seenAt.get().plus(dice.around(Duration.ofMinutes(4), 1)),
              stage.person().zone(),
              dice);
      var text = Content.text(dice.pick(Phrases.FOLLOW_UPS));
      stage.says(answersAt, text, dice.chance(0.4) ? Optional.of(sent.wamid()) : Optional.empty());
      new Reception(stage).converse(answersAt);
    }
  }

  private static Shipment shipment(Stage stage) {
    var dice = stage.dice();
    int kind = dice.below(10);
    if (kind == 0) {
      return Shipment.unlabelled(Optional.empty(), "authentication", 0.15);
    }
    if (kind < 4) {
      return Shipment.unlabelled(Optional.of("order/" + dice.digits(7)), "utility", 1);
    }
    var label = Label.ofTemplate("template", dice.pick(TEMPLATES), "en", stage.person().segment());
    return Shipment.labelled(label, "utility", 1);
  }
}
