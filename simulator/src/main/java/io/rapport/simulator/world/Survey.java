package io.rapport.simulator.world;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * After a conversation the customer is asked for a rating, and gives one at once, later, twice, or
 * never.
 *
 * @param scale csat, nps or ces
 * @param least of the scale
 * @param most of the scale
 * @param usual ratings, by how common they are
 */
record Survey(String name, String scale, int least, int most, List<Integer> usual) {
  private static final Survey CSAT =
      new Survey("after-service", "csat", 1, 5, List.of(1, 2, 3, 4, 4, 5, 5, 5));
  private static final Survey NPS =
      new Survey("recommendation", "nps", 0, 10, List.of(0, 3, 5, 6, 7, 8, 8, 9, 9, 10, 10));
  private static final Survey CES =
      new Survey("effort", "ces", 1, 7, List.of(1, 3, 4, 5, 5, 6, 6, 7));
  private static final int HOUR = 3600;
  private static final int DAY = 24 * HOUR;

  static Survey any(Dice dice) {
    return dice.pick(List.of(CSAT, CSAT, CSAT, NPS, CES));
  }

  void play(Stage stage, Instant at, Reception desk) {
    var dice = stage.dice();
    var invitation = "inv-" + dice.digits(10);
    var sent = stage.sends(at, shipment(stage));
    stage.reports(
        sent.at(),
        Report.invited(
            name,
            scale,
            invitation,
            dice.chance(0.85) ? Optional.of(sent.wamid()) : Optional.empty()));
    if (dice.chance(0.04)) {
      // Asked again by mail, as if nobody had asked before.
      stage.reports(
          sent.at().plusSeconds(dice.between(HOUR, DAY)),
          Optional.empty(),
          Report.invited(name, scale, "inv-" + dice.digits(10), Optional.empty()));
    }
    var seenAt = sent.seenAt();
    if (seenAt.isPresent() && dice.chance(0.4)) {
      var answeredAt = seenAt.get().plusSeconds(dice.between(4, 120));
      int rating = rating(dice);
      stage.says(answeredAt, tap(dice, rating), Optional.of(sent.wamid()));
      answer(stage, answeredAt, invitation, rating);
      if (dice.chance(0.93)) {
        desk.thanks(answeredAt, answeredAt.plusSeconds(dice.between(1, 5)));
      }
    } else if (dice.chance(0.12)) {
      // On the survey's own page, some only when it is over.
      answer(stage, sent.at().plusSeconds(dice.between(DAY, 17 * DAY)), invitation, rating(dice));
    }
  }

  private Shipment shipment(Stage stage) {
    var dice = stage.dice();
    var label =
        Label.ofTemplate("survey", scale + "_after_service", "en", stage.person().segment());
    return dice.chance(0.8)
        ? Shipment.labelled(label, dice.chance(0.5) ? "utility" : "service", 0.6)
        : Shipment.unlabelled(Optional.empty(), "utility", 0.6);
  }

  /** Some change their mind, within the day in which they may or after it. */
  private void answer(Stage stage, Instant at, String invitation, int rating) {
    var dice = stage.dice();
    stage.reports(at, Report.answered(name, scale, invitation, rating));
    if (dice.chance(0.1)) {
      var again =
          dice.chance(0.7)
              ? Duration.ofSeconds(dice.between(20, 23 * HOUR))
              : Duration.ofSeconds(dice.between(25 * HOUR, 3 * DAY));
      stage.reports(at.plus(again), Report.answered(name, scale, invitation, rating(dice)));
    }
  }

  /** Now and then software lets a rating through that is none. */
  private int rating(Dice dice) {
    if (dice.chance(0.04)) {
      return dice.chance(0.5) ? least - 1 : most + 1;
    }
    return dice.pick(usual);
  }

  private Content tap(Dice dice, int rating) {
    var payload = scale + ":" + rating;
    return switch (dice.below(4)) {
      case 0 -> Content.buttonReply(payload, rating + " ⭐");
      case 1 -> Content.listReply(payload, rating + " ⭐");
      default -> Content.button(scale + ":srv:" + rating, rating + " ⭐");
    };
  }
}
