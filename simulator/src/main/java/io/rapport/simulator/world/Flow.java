package io.rapport.simulator.world;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A bot asks one thing after the other until it has what it needs, the customer has had enough, or
 * a person takes over.
 *
 * @param bot the bot's name
 * @param numbered whether the bot tells its runs apart
 * @param goal what is reached after the last step
 */
record Flow(String bot, boolean numbered, String name, List<String> steps, String goal) {
  static final List<Flow> ALL =
      List.of(
          new Flow(
              "service-bot",
              true,
              "returns",
              List.of("order-number", "reason", "method", "label"),
              "return-label"),
          new Flow(
              "service-bot",
              true,
              "order-status",
              List.of("order-number", "which-order"),
              "status-told"),
          new Flow(
              "service-bot",
              true,
              "appointment",
              List.of("branch", "day", "time", "confirmation"),
              "appointment-made"),
          new Flow(
              "shop-bot", false, "size-finder", List.of("model", "size", "fit"), "size-found"));

  private static final double LOSES_INTEREST = 0.1;
  private static final double NOT_UNDERSTOOD = 0.08;
  private static final double HANDED_OVER = 0.04;
  private static final double COMES_BACK_HOURS_LATER = 0.03;

  /** The customer's last message came {@code askedAt}; {@code desk} takes over where it must. */
  void run(Stage stage, Instant askedAt, Reception desk) {
    new Run(this, stage, desk).play(askedAt);
  }

  private static final class Run {
    private final Flow flow;
    private final Stage stage;
    private final Dice dice;
    private final Reception desk;
    private final Report.Bot bot;
    private final Optional<Channel> where;

    Run(Flow flow, Stage stage, Reception desk) {
      this.flow = flow;
      this.stage = stage;
      this.dice = stage.dice();
      this.desk = desk;
      this.bot =
          new Report.Bot(
              flow.bot(),
              flow.numbered() ? Optional.of("r-" + dice.digits(9)) : Optional.empty(),
              Optional.of(flow.name()));
      this.where = dice.chance(0.9) ? Optional.of(stage.channel()) : Optional.empty();
    }

    void play(Instant askedAt) {
      var now = askedAt.plusSeconds(dice.between(2, 6));
      if (dice.chance(0.3)) {
        report(askedAt.plusSeconds(1), bot.turn(Optional.empty(), Optional.of(flow.name()), 0.9));
      }
      for (var step : flow.steps()) {
        var input = ask(now, step);
        if (input.isPresent() && dice.chance(NOT_UNDERSTOOD)) {
          report(
              input.get().plusSeconds(2),
              bot.fallback(Optional.of(step), Reception.misunderstood(dice), 0.3));
          input = ask(input.get().plusSeconds(4), step);
        }
        if (input.isEmpty()) {
          return;
        }
        report(
            input.get().plusSeconds(2),
            bot.turn(Optional.of(step), Optional.empty(), (60 + dice.below(40)) / 100.0));
        if (dice.chance(HANDED_OVER)) {
          desk.handsOver(input.get().plusSeconds(4));
          return;
        }
        now = input.get().plusSeconds(dice.between(4, 6));
      }
      desk.says(now);
      report(now.plusSeconds(2), bot.goal(flow.goal()));
      if (dice.chance(0.6)) {
        desk.resolves(now.plusSeconds(dice.between(30, 900)), Optional.of("bot"));
      }
    }

    /** The time of the customer's answer, if there is one. */
    private Optional<Instant> ask(Instant at, String step) {
      var sent = desk.says(at);
      report(at.plusSeconds(1), bot.step(step));
      if (sent.seenAt().isEmpty() || dice.chance(LOSES_INTEREST)) {
        return Optional.empty();
      }
      var pause =
          dice.chance(COMES_BACK_HOURS_LATER)
              ? Duration.ofMinutes(dice.between(230, 600))
              : dice.around(Duration.ofSeconds(40), 1).plusSeconds(3);
      var answersAt = Rhythm.awake(sent.seenAt().get().plus(pause), stage.person().zone(), dice);
      var content =
          dice.chance(0.5)
              ? Content.text(dice.pick(Phrases.FOLLOW_UPS))
              : Content.buttonReply(step + ":" + dice.below(4), dice.pick(Phrases.BUTTONS));
      stage.says(answersAt, content, Optional.empty());
      return Optional.of(answersAt);
    }

    private void report(Instant at, Report report) {
      stage.reports(at, where, report);
    }
  }
}
