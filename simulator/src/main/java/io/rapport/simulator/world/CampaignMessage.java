package io.rapport.simulator.world;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One customer gets one campaign message, and perhaps follows its link, answers, reacts or
 * unsubscribes.
 */
record CampaignMessage(Campaign campaign) implements Scene {
  private static final double ANSWERS = 0.13;
  private static final double BUYS = 0.03;
  private static final double FOLLOWS = 0.12;

  @Override
  public void play(Stage stage, Instant at) {
    var dice = stage.dice();
    var person = stage.person();
    var arm = dice.chance(0.5) ? "a" : "b";
    var language = person.country().equals("DE") ? "de" : "en";
    var shipment =
        campaign.labelled()
            ? Shipment.labelled(
                Label.ofTemplate("campaign", campaign.template(), language, person.segment())
                    .inCampaign(campaign.name(), arm),
                dice.chance(0.1) ? "marketing_lite" : "marketing",
                1)
            : Shipment.unlabelled(
                dice.chance(0.5) ? Optional.of("crm-" + dice.digits(6)) : Optional.empty(),
                "marketing",
                1);
    var heldBack = new HeldBack(campaign, shipment);
    if (stage.customer().optedOut(at)) {
      if (dice.chance(0.1)) {
        stage.sends(at, shipment.refused(131050));
      } else {
        heldBack.forWantOfConsent(stage, at);
      }
      return;
    }
    var sent = stage.sends(at, shipment);
    if (sent.seenAt().isPresent()) {
      var seenAt = sent.seenAt().get();
      double appeal = arm.equals("b") ? 1.3 : 0.9;
      if (dice.chance(FOLLOWS * appeal)) {
        new Following(campaign, arm, sent)
            .play(stage, seenAt.plus(dice.around(Duration.ofSeconds(40), 1)));
      }
      answer(stage, sent, seenAt, appeal);
    }
    if (arm.equals("b")) {
      heldBack.reminder(stage, sent);
    }
  }

  private void answer(Stage stage, Sent sent, Instant seenAt, double appeal) {
    var dice = stage.dice();
    var delay = dice.around(Duration.ofMinutes(6), 1.2);
    var at = Rhythm.awake(seenAt.plus(delay), stage.person().zone(), dice);
    if (dice.chance(BUYS * appeal)) {
      Purchase.of(Purchase.price(stage), Optional.empty(), "purchase")
          .play(stage, seenAt.plus(dice.around(Duration.ofHours(2), 1.4)));
    }
    double roll = dice.unit();
    if (roll < 0.012) {
      stage.says(at, Content.optOut(dice.pick(Phrases.OPT_OUTS)), Optional.empty());
      Reception.confirmsOptOut(stage, at);
      return;
    }
    if (roll < 0.05) {
      stage.says(at, Content.reaction(sent.wamid(), false), Optional.empty());
      if (dice.chance(0.2)) {
        stage.says(at.plusSeconds(40), Content.reaction(sent.wamid(), true), Optional.empty());
      }
      return;
    }
    if (dice.chance(ANSWERS * appeal * stage.person().eagerness())) {
      int form = dice.below(100);
      var tapped = Optional.of(sent.wamid());
      if (form < 45) {
        stage.says(at, Content.button("offer", dice.pick(Phrases.BUTTONS)), tapped);
      } else {
        var text = Content.text(dice.pick(Phrases.CAMPAIGN_ANSWERS));
        stage.says(at, text, form < 70 ? tapped : Optional.empty());
      }
      new Reception(stage).converse(at);
    }
  }
}
