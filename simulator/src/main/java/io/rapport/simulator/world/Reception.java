package io.rapport.simulator.world;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How the business answers a customer who has just written: machines at once, people later. */
final class Reception {
  private static final Duration WINDOW = Duration.ofDays(1);
  private static final int LONGEST = 5;

  private final Stage stage;
  private final Dice dice;
  private final Account account;

  Reception(Stage stage) {
    this.stage = stage;
    this.dice = stage.dice();
    this.account = stage.account();
  }

  /** Plays on until one side falls silent. The customer's last message came {@code askedAt}. */
  void converse(Instant askedAt) {
    var asked = askedAt;
    for (int turn = 0; turn < LONGEST; turn++) {
      var answer = answer(asked);
      if (answer.isEmpty()) {
        return;
      }
      var seenAt = answer.get().seenAt();
      if (seenAt.isEmpty()) {
        break;
      }
      var next =
          Rhythm.awake(
              seenAt.get().plus(dice.around(Duration.ofSeconds(80), 1.2)),
              stage.person().zone(),
              dice);
      if (dice.chance(0.38)) {
        stage.says(next, Content.text(dice.pick(Phrases.FOLLOW_UPS)), quote(answer.get()));
        asked = next;
      } else {
        farewell(answer.get(), next);
        break;
      }
    }
    if (dice.chance(0.3)) {
      survey(asked.plus(dice.around(Duration.ofHours(3), 0.6)));
    }
  }

  static void confirmsOptOut(Stage stage, Instant at) {
    stage.sends(
        at.plusSeconds(stage.dice().between(1, 4)),
        Shipment.labelled(Label.of("bot", "text"), "service", 0.05));
  }

  private Optional<String> quote(Sent answer) {
    return dice.chance(0.15) ? Optional.of(answer.wamid()) : Optional.empty();
  }

  private void farewell(Sent answer, Instant at) {
    double roll = dice.unit();
    if (roll < 0.12) {
      stage.says(at, Content.reaction(answer.wamid(), false), Optional.empty());
    } else if (roll < 0.4) {
      stage.says(at, Content.text(dice.pick(Phrases.THANKS)), quote(answer));
      if (dice.chance(0.75)) {
        reply(at, at.plusSeconds(dice.between(2, 7)), "bot");
      }
    }
  }

  private Optional<Sent> answer(Instant askedAt) {
    boolean staffed = Rhythm.staffed(askedAt, account.zone());
    if (dice.chance(staffed ? 0.06 : 0.4)) {
      stage.sends(
          askedAt.plusSeconds(dice.between(1, 4)),
          Shipment.labelled(Label.of("automation", "text"), "service", 0.05));
    }
    double roll = dice.unit();
    if (roll < 0.04) {
      return Optional.empty();
    }
    if (roll < 0.50) {
      var answer = reply(askedAt, askedAt.plusSeconds(dice.between(2, 9)), "bot");
      return dice.chance(0.35) ? human(askedAt) : answer;
    }
    return human(askedAt);
  }

  private Optional<Sent> human(Instant askedAt) {
    var from = Rhythm.nextStaffed(askedAt, account.zone());
    var at = from.plus(dice.around(Duration.ofMinutes(14), 1.2));
    if (!Rhythm.staffed(at, account.zone())) {
      at = Rhythm.nextStaffed(at, account.zone()).plus(dice.around(Duration.ofMinutes(20), 0.8));
    }
    double roll = dice.unit();
    return reply(askedAt, at, roll < 0.12 ? "" : roll < 0.22 ? "app" : "agent");
  }

  /** Sends an answer; an empty origin is one that nobody labels. */
  private Optional<Sent> reply(Instant askedAt, Instant at, String origin) {
    boolean open = at.isBefore(askedAt.plus(WINDOW));
    if (!open && dice.chance(0.3)) {
      stage.sends(at, shipment(origin, "service").refused(131047));
      return Optional.empty();
    }
    var shipment = shipment(origin, open ? "service" : "utility");
    boolean voice = origin.equals("agent") && open && dice.chance(0.08);
    return Optional.of(stage.sends(at, voice ? shipment.spoken() : shipment));
  }

  private Shipment shipment(String origin, String category) {
    double attention = category.equals("service") ? 0.12 : 0.8;
    return origin.isEmpty()
        ? Shipment.unlabelled(Optional.empty(), category, attention)
        : Shipment.labelled(
            Label.of(origin, category.equals("service") ? "text" : "template"),
            category,
            attention);
  }

  private void survey(Instant at) {
    var sendAt = Rhythm.awake(at, stage.person().zone(), dice);
    var label = Label.ofTemplate("survey", "csat_after_service", "en", stage.person().segment());
    var sent =
        stage.sends(
            sendAt,
            dice.chance(0.8)
                ? Shipment.labelled(label, dice.chance(0.5) ? "utility" : "service", 0.6)
                : Shipment.unlabelled(Optional.empty(), "utility", 0.6));
    var seenAt = sent.seenAt();
    if (seenAt.isPresent() && dice.chance(0.4)) {
      var answeredAt = seenAt.get().plusSeconds(dice.between(4, 120));
      stage.says(answeredAt, rating(), Optional.of(sent.wamid()));
      if (dice.chance(0.93)) {
        reply(answeredAt, answeredAt.plusSeconds(dice.between(1, 5)), "bot");
      }
    }
  }

  private Content rating() {
    int stars = dice.pick(List.of(1, 2, 3, 4, 4, 5, 5, 5));
    return switch (dice.below(4)) {
      case 0 -> Content.buttonReply("csat:" + stars, stars + " ⭐");
      case 1 -> Content.listReply("csat:" + stars, stars + " ⭐");
      default -> Content.button("csat:srv:" + stars, stars + " ⭐");
    };
  }
}
