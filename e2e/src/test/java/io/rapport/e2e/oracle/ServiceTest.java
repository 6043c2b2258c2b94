package io.rapport.e2e.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.e2e.oracle.Figures.Ratio;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every expected figure here was worked out by hand. */
class ServiceTest {
  private static final String MUCH_LATER = "500H";
  private static final String BOT = "\"bot\":\"b\"";

  private static Ratio of(long numerator, long denominator) {
    return new Ratio(numerator, denominator, 0, Map.of());
  }

  @Test
  void whatWasHeldBackCountsByItsReasonAndNumber() {
    var story =
        new Story()
            .reports("a", "send.blocked", "1H", "\"reason\":\"consent\"")
            .reports("a", "send.blocked", "2H", "\"reason\":\"quiet-hours\"")
            .reportsAnywhere("b", "send.blocked", "3H", "\"reason\":\"consent\"");

    assertThat(story.figures(MUCH_LATER).blockedSends())
        .isEqualTo(Map.of("consent", 2L, "quiet-hours", 1L));
    var whole = Question.of(Story.ACCOUNT, Story.START, Story.at("2H"), Story.at(MUCH_LATER));
    var oracle = new Oracle(story.told());
    assertThat(oracle.figures(whole).blockedSends()).isEqualTo(Map.of("consent", 1L));
    assertThat(
            oracle
                .figures(whole.over(Story.START, Story.at("9H")).where("channel", ""))
                .blockedSends())
        .isEqualTo(Map.of("consent", 1L));
  }

  @Test
  void anEpisodeWithABotHasOneOutcome() {
    var bots =
        new Story()
            // Resolved by the customer after an answer.
            .writes("a", "i1", "0H", "text")
            .sends("a", "m1", "0H1M", "bot")
            .reports("a", "conversation.resolved", "0H5M", "\"by\":\"customer\"")
            // A goal, then silence.
            .writes("b", "i2", "0H", "text")
            .reports("b", "bot.turn", "0H1M", BOT)
            .reports("b", "bot.goal", "0H2M", BOT)
            // Silence without a goal.
            .writes("c", "i3", "0H", "text")
            .sends("c", "m3", "0H1M", "bot")
            // Handed over after everything was done.
            .writes("d", "i4", "0H", "text")
            .sends("d", "m4", "0H1M", "bot")
            .reports("d", "bot.goal", "0H2M", BOT)
            .reportsAnywhere("d", "handover", "0H3M", "\"to\":\"human\",\"reason\":\"policy\"")
            .sends("d", "m5", "0H13M", "agent")
            // A person stepped in.
            .writes("e", "i5", "0H", "text")
            .reports("e", "bot.turn", "0H1M", BOT)
            .sends("e", "m6", "0H2M", "app")
            .reports("e", "conversation.resolved", "0H5M", "\"by\":\"bot\"")
            // A goal without an answer.
            .writes("f", "i6", "0H", "text")
            .reports("f", "bot.goal", "0H1M", BOT)
            // No bot at all.
            .writes("g", "i7", "0H", "text")
            .sends("g", "m7", "0H1M", "agent")
            .figures(MUCH_LATER)
            .bots();

    assertThat(bots.selfResolution()).isEqualTo(of(2, 6));
    assertThat(bots.escalation()).isEqualTo(of(1, 6));
    assertThat(bots.escalationReasons()).isEqualTo(Map.of("policy", 1L));
    assertThat(bots.waits().seconds()).isEqualTo(List.of(600L));
    assertThat(bots.coverage()).isEqualTo(of(6, 7));
  }

  @Test
  void whoComesBackWithinAWeekWasNotHelpedForLong() {
    var bots =
        new Story()
            .writes("a", "i1", "0H", "text")
            .sends("a", "m1", "0H", "bot")
            .reports("a", "conversation.resolved", "1H", "\"by\":\"bot\"")
            // One second more than a day after.
            .writes("a", "i2", "25H1S", "text")
            .writes("b", "i3", "0H", "text")
            .sends("b", "m3", "0H", "bot")
            .reports("b", "conversation.resolved", "1H", "\"by\":\"bot\"")
            .writes("b", "i4", "169H1S", "text")
            .figures(MUCH_LATER)
            .bots();

    assertThat(bots.noCallback()).isEqualTo(of(2, 2));
    assertThat(bots.selfResolution()).isEqualTo(of(1, 2));
  }

  @Test
  void anEpisodeIsMatureAWeekAfterItsEnd() {
    var story =
        new Story()
            .writes("a", "i1", "0H", "text")
            .sends("a", "m1", "2H", "bot")
            .writes("b", "i2", "0H", "text")
            .reports("b", "bot.turn", "1H", BOT)
            .reports("b", "conversation.resolved", "3H", "\"by\":\"bot\"");

    // Silence ended the first at its last message, two hours in.
    assertThat(story.figures("170H").bots().selfResolution())
        .isEqualTo(new Ratio(0, 1, 1, Map.of()));
    assertThat(story.figures("171H").bots().selfResolution()).isEqualTo(of(1, 2));
  }

  @Test
  void whatHappensAfterAnEpisodeBelongsToNone() {
    var figures =
        new Story()
            .writes("a", "i1", "0H", "text")
            .sends("a", "m1", "0H", "agent")
            .reports("a", "bot.turn", "24H", BOT)
            .writes("b", "i2", "0H", "text")
            .reports("b", "conversation.resolved", "1H", "\"by\":\"human\"")
            .reports("b", "handover", "1H1S", "\"from\":\"bot\",\"to\":\"human\"")
            .figures(MUCH_LATER);

    assertThat(figures.bots().coverage()).isEqualTo(of(0, 2));
    assertThat(figures.fallbackRate()).isEqualTo(of(0, 1));
  }

  @Test
  void aReplyToACampaignIsNoDemandOfTheCustomers() {
    var bots =
        new Story()
            .sends("a", "m1", "0H", "campaign")
            .writes("a", "i1", "24H", "text")
            .sends("a", "m2", "24H", "bot")
            .sends("b", "m3", "0H", "campaign")
            .writes("b", "i2", "24H1S", "text")
            .sends("b", "m4", "24H1S", "bot")
            .figures(MUCH_LATER)
            .bots();

    assertThat(bots.coverage()).isEqualTo(of(1, 1));
    assertThat(bots.selfResolution()).isEqualTo(of(0, 2));
  }

  @Test
  void notUnderstoodInputsAreCountedAmongAllInputs() {
    var figures =
        new Story()
            .reportsAnywhere("a", "bot.turn", "0H", BOT)
            .reportsAnywhere("a", "bot.fallback", "1H", BOT)
            .reportsAnywhere("b", "bot.turn", "0H", BOT)
            .reportsAnywhere("b", "bot.step", "0H", BOT + ",\"flow\":\"f\",\"step\":\"s\"")
            .figures("1H");

    assertThat(figures.fallbackRate()).isEqualTo(of(1, 3));
  }

  @Test
  void whoWaitsForAHumanWaitsUntilTheWindowCloses() {
    var story =
        new Story()
            // Answered in the last second of a window that a call prolonged.
            .writes("a", "i1", "0H", "text")
            .writes("a", "i2", "20H", "call")
            .sends("a", "m1", "44H", "agent")
            // A second too late.
            .writes("b", "i3", "0H", "text")
            .sends("b", "m2", "24H1S", "agent")
            // Resolved before a minute was over, and after.
            .writes("c", "i4", "0H", "text")
            .reports("c", "conversation.resolved", "0H59S", "\"by\":\"customer\"")
            .writes("d", "i5", "0H", "text")
            .reports("d", "conversation.resolved", "0H60S", "\"by\":\"customer\"")
            // With a bot and without a handover nobody waits for a human.
            .writes("e", "i6", "0H", "text")
            .sends("e", "m3", "0H", "bot")
            // The bot is no human; somebody nobody told apart may be.
            .writes("f", "i7", "0H", "text")
            .reports("f", "handover", "1H", "\"from\":\"bot\",\"to\":\"human\"")
            .sends("f", "m4", "1H1M", "bot")
            .writes("g", "i8", "0H", "text")
            .sendsUnlabelled("g", "m5", "1H", "service");

    assertThat(story.figures(MUCH_LATER).queueAbandonment()).isEqualTo(of(3, 5));
    // Only a's window is still open.
    assertThat(story.figures("43H59M").queueAbandonment()).isEqualTo(new Ratio(3, 4, 1, Map.of()));
  }

  @Test
  void aMessageInTheSecondOfTheHandoverCameBeforeIt() {
    var story =
        new Story()
            .writes("a", "i1", "0H", "text")
            .sends("a", "m1", "1H", "agent")
            .reports("a", "handover", "1H", "\"to\":\"human\"")
            .writes("b", "i2", "0H", "text")
            .sends("b", "m2", "0H", "agent");

    assertThat(story.figures(MUCH_LATER).queueAbandonment()).isEqualTo(of(1, 2));
  }

  @Test
  void aRunEndsAtItsGoalAtAHandoverOrAfterFourHours() {
    var run = BOT + ",\"run\":\"r\",\"flow\":\"f\"";
    var figures =
        new Story()
            // What was written before the start is no input.
            .writes("a", "i1", "0H", "text")
            .reports("a", "bot.step", "0H", run + ",\"step\":\"one\"")
            .reports("b", "bot.step", "0H", run + ",\"step\":\"one\"")
            .writes("b", "i2", "0H1S", "text")
            .reports("c", "bot.step", "0H", run + ",\"step\":\"one\"")
            .reports("c", "bot.turn", "4H", run)
            .reports("c", "bot.goal", "8H", run)
            .reports("d", "bot.step", "0H", run + ",\"step\":\"one\"")
            .reports("d", "bot.turn", "0H1M", run)
            .reports("d", "bot.goal", "4H1M1S", run)
            .reports("e", "bot.turn", "0H", run)
            .reportsAnywhere("e", "handover", "1H", "\"to\":\"human\"")
            .figures(MUCH_LATER);

    // Nothing came from a; b and d left; c got there in the last second; e was handed over.
    assertThat(figures.flowAbandonment()).isEqualTo(of(2, 5));
  }

  @Test
  void withoutARunIdAGoalOrFourHoursDivideRuns() {
    var flow = BOT + ",\"flow\":\"f\"";
    var story =
        new Story()
            .reports("a", "bot.turn", "0H", flow)
            .reports("a", "bot.goal", "1H", flow)
            .reports("a", "bot.turn", "1H1S", flow)
            .reports("a", "bot.turn", "5H1S", flow)
            .reports("a", "bot.turn", "9H2S", flow)
            // No flow and no run.
            .reports("a", "bot.turn", "20H", BOT);

    assertThat(story.figures(MUCH_LATER).flowAbandonment()).isEqualTo(of(2, 3));
    assertThat(story.figures("9H1S").flowAbandonment()).isEqualTo(new Ratio(1, 2, 1, Map.of()));
  }

  @Test
  void aCartIsAbandonedIfNothingIsBoughtWithinADay() {
    var story =
        new Story()
            .reportsAnywhere("a", "cart.created", "0H", "\"cart\":\"c1\"")
            .reportsAnywhere(
                "a", "conversion", "24H", "\"order\":\"o1\",\"name\":\"lead\",\"cart\":\"c1\"")
            .reportsAnywhere("b", "cart.created", "0H", "\"cart\":\"c2\"")
            .reportsAnywhere(
                "b", "conversion", "24H1S", "\"order\":\"o2\",\"name\":\"x\",\"cart\":\"c2\"")
            // A purchase that names no cart is one from the latest.
            .reportsAnywhere("c", "cart.created", "0H", "\"cart\":\"c3\"")
            .reportsAnywhere("c", "cart.created", "1H", "\"cart\":\"c4\"")
            .reportsAnywhere("c", "conversion", "2H", "\"order\":\"o3\",\"name\":\"Purchase\"")
            .reportsAnywhere("d", "cart.created", "1H", "\"cart\":\"c5\"")
            .reportsAnywhere(
                "d", "conversion", "0H", "\"order\":\"o4\",\"name\":\"p\",\"cart\":\"c5\"");

    assertThat(story.figures(MUCH_LATER).cartAbandonment()).isEqualTo(of(2, 5));
    assertThat(story.figures("24H").cartAbandonment()).isEqualTo(new Ratio(2, 3, 2, Map.of()));
  }

  @Test
  void whoWroteInBothPeriodsWasKept() {
    var oracle =
        new Oracle(
            new Story()
                .writes("a", "i1", "0H", "text")
                .writes("a", "i2", "10H", "text")
                .writes("b", "i3", "9H59M", "text")
                .writes("b", "i4", "11H", "reaction")
                .writes("c", "i5", "12H", "text")
                .told());
    var end = Story.at("20H");

    assertThat(
            oracle.figures(Question.of(Story.ACCOUNT, Story.at("10H"), end, end)).retentionRate())
        .isEqualTo(of(1, 2));
    assertThat(
            oracle
                .figures(Question.of(Story.ACCOUNT, Story.at("10H"), end, Story.at("19H")))
                .retentionRate())
        .isEqualTo(new Ratio(0, 0, 2, Map.of()));
  }

  @Test
  void whereSomebodyStoodIsToldByWhatCameBefore() {
    var story =
        new Story()
            .writes("a", "i1", "0H", "text")
            .writes("a", "i2", "719H", "text")
            // Thirty days after the first contact, and ninety after having written.
            .writes("a", "i3", "720H", "text")
            .writes("a", "i4", "2880H", "text")
            .writes("a", "i5", "2881H", "text")
            // Who never wrote is silent from the first contact on.
            .sends("b", "m1", "0H", "campaign")
            .sends("b", "m2", "2159H", "campaign")
            .sends("b", "m3", "2160H", "campaign");
    var oracle = new Oracle(story.told());
    var all = Question.of(Story.ACCOUNT, Story.START, Story.at("9000H"), Story.at("9000H"));

    for (var stage : List.of("new", "active", "dormant")) {
      var sent = oracle.figures(all.where("lifecycle", stage)).deliveryRate().ratio();
      assertThat(sent.denominator()).as(stage).isOne();
    }
    assertThat(oracle.values("retention-rate", "lifecycle", all.over(all.from(), Story.at("720H"))))
        .containsExactly("new");
    assertThat(
            oracle.values(
                "retention-rate", "lifecycle", all.over(Story.at("720H"), Story.at("2880H"))))
        .containsExactly("active");
    assertThat(
            oracle.values(
                "retention-rate", "lifecycle", all.over(Story.at("2880H"), Story.at("2881H"))))
        .containsExactly("dormant");
  }
}
