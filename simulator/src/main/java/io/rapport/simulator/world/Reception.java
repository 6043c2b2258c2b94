package io.rapport.simulator.world;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How the business answers a customer who has just written: machines at once, people later. */
final class Reception {
  private static final Duration WINDOW = Duration.ofDays(1);
  private static final int LONGEST = 5;
  private static final double FLOWS = 0.2;
  private static final List<String> INTENTS =
      List.of("order-status", "delivery-time", "opening-hours", "payment", "sizes", "invoice");
  private static final List<String> MISUNDERSTOOD =
      List.of("address-change", "voucher", "gift-wrapping", "international-delivery");
  private static final List<String> REASONS =
      List.of(
          "asked-for-human",
          "asked-for-human",
          "low-confidence",
          "low-confidence",
          "policy",
          "out-of-scope",
          "limit",
          "other");

  private final Stage stage;
  private final Dice dice;
  private final Account account;
  private final Report.Bot bot = new Report.Bot("service-bot", Optional.empty(), Optional.empty());

  /** Some bots are known by their messages only. */
  private final boolean botReports;

  /** Whether the customer has been here with the same before. */
  private final boolean again;

  private Instant latest = Instant.MIN;
  private boolean humanAnswered;

  Reception(Stage stage) {
    this(stage, false);
  }

  private Reception(Stage stage, boolean again) {
    this.stage = stage;
    this.dice = stage.dice();
    this.account = stage.account();
    this.botReports = dice.chance(0.75);
    this.again = again;
  }

  /** The customer asked something; some questions are for a flow. */
  void receive(Instant askedAt) {
    if (dice.chance(FLOWS)) {
      latest = askedAt;
      dice.pick(Flow.ALL).run(stage, askedAt, this);
      comesBack();
    } else {
      converse(askedAt);
    }
  }

  /** Plays on until one side falls silent. The customer's last message came {@code askedAt}. */
  void converse(Instant askedAt) {
    var asked = askedAt;
    latest = askedAt;
    for (int turn = 0; turn < LONGEST; turn++) {
      var answer = answer(asked);
      if (answer.isEmpty()) {
        comesBack();
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
        reached(next);
      } else {
        farewell(answer.get(), next);
        break;
      }
    }
    ends();
    if (dice.chance(0.3)) {
      var at = asked.plus(dice.around(Duration.ofHours(3), 0.6));
      Survey.any(dice).play(stage, Rhythm.awake(at, stage.person().zone(), dice), this);
    }
    comesBack();
  }

  static void confirmsOptOut(Stage stage, Instant at) {
    stage.sends(
        at.plusSeconds(stage.dice().between(1, 4)),
        Shipment.labelled(Label.of("bot", "text"), "service", 0.05));
  }

  /** What the bot thinks it did not understand; it does not always have an idea. */
  static Optional<String> misunderstood(Dice dice) {
    return dice.chance(0.7) ? Optional.of(dice.pick(MISUNDERSTOOD)) : Optional.empty();
  }

  private void reached(Instant at) {
    if (at.isAfter(latest)) {
      latest = at;
    }
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
      reached(at);
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
      return bot(askedAt);
    }
    if (dice.chance(0.05)) {
      // The bot has read it and wants nothing to do with it.
      return handsOver(askedAt.plusSeconds(dice.between(1, 9)));
    }
    return human(askedAt);
  }

  private Optional<Sent> bot(Instant askedAt) {
    var at = askedAt.plusSeconds(dice.between(2, 9));
    boolean understood = dice.chance(0.82);
    if (botReports) {
      double confidence = (understood ? 60 : 5) + dice.below(35);
      stage.reports(
          at,
          understood
              ? bot.turn(Optional.empty(), Optional.of(dice.pick(INTENTS)), confidence / 100)
              : bot.fallback(Optional.empty(), misunderstood(dice), confidence / 100));
    }
    // Where the bot reports for itself, it does not need to label every message.
    var answer = reply(askedAt, at, botReports && dice.chance(0.1) ? "" : "bot");
    if (dice.chance(understood ? 0.25 : 0.7)) {
      return dice.chance(0.65) ? handsOver(at.plusSeconds(dice.between(1, 60))) : human(askedAt);
    }
    if (botReports && understood && dice.chance(0.4)) {
      stage.reports(at.plusSeconds(dice.between(1, 30)), bot.goal("answered"));
    }
    return answer;
  }

  /** A person is called, and sometimes comes. */
  Optional<Sent> handsOver(Instant at) {
    var reason = dice.chance(0.92) ? Optional.of(dice.pick(REASONS)) : Optional.<String>empty();
    var handover =
        Report.handover(dice.chance(0.9) ? Optional.of("bot") : Optional.empty(), "human", reason);
    stage.reports(at, anywhereNowAndThen(), handover);
    return dice.chance(0.12) ? Optional.empty() : human(at);
  }

  private Optional<Channel> anywhereNowAndThen() {
    return dice.chance(0.1) ? Optional.empty() : Optional.of(stage.channel());
  }

  private Optional<Sent> human(Instant askedAt) {
    var from = Rhythm.nextStaffed(askedAt, account.zone());
    var at = from.plus(dice.around(Duration.ofMinutes(14), 1.2));
    if (!Rhythm.staffed(at, account.zone())) {
      at = Rhythm.nextStaffed(at, account.zone()).plus(dice.around(Duration.ofMinutes(20), 0.8));
    }
    double roll = dice.unit();
    humanAnswered = true;
    return reply(askedAt, at, roll < 0.12 ? "" : roll < 0.22 ? "app" : "agent");
  }

  /** A machine thanks for what the customer sent {@code askedAt}. */
  void thanks(Instant askedAt, Instant at) {
    reply(askedAt, at, "bot");
  }

  /** A machine says something in a running conversation. */
  Sent says(Instant at) {
    reached(at);
    return stage.sends(at, shipment("bot", "service"));
  }

  /** Sends an answer; an empty origin is one that nobody labels. */
  private Optional<Sent> reply(Instant askedAt, Instant at, String origin) {
    reached(at);
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

  /** Half of all conversations are declared over by somebody. */
  private void ends() {
    if (humanAnswered && dice.chance(0.1)) {
      var back = Report.handover(Optional.of("human"), "bot", Optional.empty());
      stage.reports(latest.plusSeconds(dice.between(10, 25)), back);
    }
    if (dice.chance(0.5)) {
      double roll = dice.unit();
      var by = roll < 0.1 ? "customer" : humanAnswered ? (roll < 0.95 ? "human" : "bot") : "bot";
      resolves(
          latest.plusSeconds(dice.between(30, 3600)),
          dice.chance(0.05) ? Optional.empty() : Optional.of(by));
    }
  }

  /** The conversation is declared over. */
  void resolves(Instant at, Optional<String> by) {
    reached(at);
    stage.reports(at, anywhereNowAndThen(), Report.resolved(by));
  }

  /** Not every demand was met the first time. */
  private void comesBack() {
    if (again || !dice.chance(0.14)) {
      return;
    }
    var pause =
        dice.chance(0.4)
            ? Duration.ofMinutes(dice.between(15, 1400))
            : Duration.ofHours(dice.between(25, 160));
    var at = Rhythm.awake(latest.plus(pause), stage.person().zone(), dice);
    stage.says(at, Content.text(dice.pick(Phrases.FOLLOW_UPS)), Optional.empty());
    new Reception(stage, true).converse(at);
  }
}
