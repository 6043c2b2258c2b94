package io.rapport.simulator.world;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Somebody follows the link in a campaign's message, now and then once more, and perhaps buys what
 * is shown there. Who counts the clicks does not always know of which message they are.
 */
record Following(Campaign campaign, String arm, Sent sent) implements Scene {
  private static final int DAY = 86_400;
  private static final double BUYS = 0.15;

  @Override
  public void play(Stage stage, Instant at) {
    var dice = stage.dice();
    click(stage, at);
    if (dice.chance(0.2)) {
      click(stage, at.plus(dice.around(Duration.ofMinutes(20), 1)));
    }
    if (dice.chance(0.04)) {
      // The message was forgotten, and found again.
      click(stage, at.plusSeconds(dice.between(2 * DAY, 12 * DAY)));
    }
    if (dice.chance(0.02)) {
      // The clocks of two machines do not agree.
      click(stage, sent.at().minusSeconds(dice.between(1, 5)));
    }
    if (dice.chance(BUYS)) {
      Purchase.of(Purchase.price(stage), Optional.empty(), "purchase")
          .play(stage, at.plus(dice.around(Duration.ofHours(20), 1.5)));
    }
  }

  private void click(Stage stage, Instant at) {
    var dice = stage.dice();
    boolean known = dice.chance(0.8);
    boolean named = campaign.labelled() && dice.chance(0.9);
    stage.reports(
        at,
        known || dice.chance(0.5) ? Optional.of(stage.channel()) : Optional.empty(),
        Report.clicked(
            campaign.template() + "-button",
            known ? Optional.of(sent.wamid()) : Optional.empty(),
            named ? Optional.of(campaign.name()) : Optional.empty(),
            named ? Optional.of(arm) : Optional.empty()));
  }
}
