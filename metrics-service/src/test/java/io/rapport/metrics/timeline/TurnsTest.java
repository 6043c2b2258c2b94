package io.rapport.metrics.timeline;

import static io.rapport.metrics.timeline.Story.at;
import static io.rapport.metrics.timeline.Story.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.common.event.EventKind;
import io.rapport.common.event.HandoverReason;
import io.rapport.common.event.MessageType;
import io.rapport.common.event.Origin;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TurnsTest {

  private static TurnFact only(Story story) {
    assertThat(story.turns()).hasSize(1);
    return story.turns().getFirst();
  }

  @Test
  void severalMessagesInARowAreOneTurn() {
    var turn = only(new Story().writes("r", "0S").writes("s", "5M").sent("a", "6M", Origin.AGENT));
    assertThat(turn.turnId()).isEqualTo(id("r"));
    assertThat(turn.startedAt()).isEqualTo(at("0S"));
    assertThat(turn.answer()).contains(new Answer(at("6M"), Origin.AGENT));
    assertThat(turn.firstInEpisode()).isTrue();
  }

  @Test
  void whatFollowsAnAnswerIsAnotherTurn() {
    var turns =
        new Story()
            .writes("r", "0H")
            .sent("a", "1H", Origin.AGENT)
            .writes("s", "2H")
            .sent("b", "3H", Origin.AGENT)
            .turns();
    assertThat(turns).extracting(TurnFact::turnId).containsExactly(id("r"), id("s"));
    assertThat(turns).extracting(TurnFact::firstInEpisode).containsExactly(true, false);
    assertThat(turns).extracting(TurnFact::episodeId).containsOnly(id("r"));
    assertThat(turns)
        .extracting(turn -> turn.answer().orElseThrow().at())
        .containsExactly(at("1H"), at("3H"));
  }

  @ParameterizedTest
  @EnumSource(
      value = Origin.class,
      names = {"AGENT", "APP", "BOT", "SERVICE"})
  void theseAnswer(Origin origin) {
    var turn = only(new Story().writes("r", "0H").sent("a", "1H", origin));
    assertThat(turn.answer()).contains(new Answer(at("1H"), origin));
  }

  @ParameterizedTest
  @EnumSource(
      value = Origin.class,
      names = {"CAMPAIGN", "AUTOMATION", "SURVEY", "TEMPLATE"})
  void theseAnswerNothingAndEndNoTurn(Origin origin) {
    var turn = only(new Story().writes("r", "0H").sent("a", "1H", origin).writes("s", "2H"));
    assertThat(turn.answer()).isEmpty();
  }

  @Test
  void aPersonAndABotHaveTheirOwnClocks() {
    var turn =
        only(
            new Story()
                .writes("r", "0M")
                .sent("bot", "1M", Origin.BOT)
                .sent("agent", "10M", Origin.AGENT)
                .sent("bot again", "11M", Origin.BOT)
                .sent("app", "12M", Origin.APP));
    assertThat(turn.answer()).contains(new Answer(at("1M"), Origin.BOT));
    assertThat(turn.botAnsweredAt()).contains(at("1M"));
    assertThat(turn.humanAnsweredAt()).contains(at("10M"));
  }

  @Test
  void somebodyUnnamedAnswersNeitherAsAPersonNorAsABot() {
    var turn = only(new Story().writes("r", "0M").sent("a", "1M", Origin.SERVICE));
    assertThat(turn.humanAnsweredAt()).isEmpty();
    assertThat(turn.botAnsweredAt()).isEmpty();
  }

  @Test
  void anAnswerInTheSameSecondTakesNoTime() {
    var turn = only(new Story().sent("a", "0S", Origin.BOT).writes("r", "0S"));
    assertThat(turn.answer()).contains(new Answer(at("0S"), Origin.BOT));
  }

  @Test
  void anAnswerInTheSecondOfTheNextMessageAnswersThatTurnToo() {
    // In one second the customer's message comes first: there is no answer between the two.
    var turn = only(new Story().writes("r", "0S").sent("a", "9S", Origin.AGENT).writes("s", "9S"));
    assertThat(turn.answer()).contains(new Answer(at("9S"), Origin.AGENT));
  }

  @Test
  void anAnswerBeforeTheFirstMessageAnswersNothing() {
    assertThat(only(new Story().sent("a", "0S", Origin.AGENT).writes("r", "1S")).answer())
        .isEmpty();
  }

  @Test
  void anAnswerAfterTheEpisodeHasTimedOutStillCounts() {
    var turn = only(new Story().writes("friday", "0H").sent("monday", "63H", Origin.AGENT));
    assertThat(turn.answer()).contains(new Answer(at("63H"), Origin.AGENT));
  }

  @Test
  void anAnswerAfterSevenDaysIsTooLate() {
    assertThat(only(new Story().writes("r", "0H").sent("a", "168H", Origin.AGENT)).answer())
        .isPresent();
    assertThat(only(new Story().writes("r", "0H").sent("a", "168H1S", Origin.AGENT)).answer())
        .isEmpty();
  }

  @Test
  void eachClockHasTheSevenDays() {
    var turn =
        only(
            new Story()
                .writes("r", "0H")
                .sent("bot", "1H", Origin.BOT)
                .sent("agent", "168H1S", Origin.AGENT));
    assertThat(turn.botAnsweredAt()).contains(at("1H"));
    assertThat(turn.humanAnsweredAt()).isEmpty();
  }

  @Test
  void theNextTurnEndsTheWait() {
    var turns =
        new Story().writes("r", "0H").writes("s", "30H").sent("a", "31H", Origin.AGENT).turns();
    assertThat(turns).hasSize(2);
    assertThat(turns.getFirst().answer()).isEmpty();
    assertThat(turns.getFirst().answerableUntil()).isEqualTo(at("30H"));
    assertThat(turns.getLast().answer()).contains(new Answer(at("31H"), Origin.AGENT));
    assertThat(turns.getLast().firstInEpisode()).isTrue();
  }

  @Test
  void withoutANextTurnTheWaitEndsAfterSevenDays() {
    assertThat(only(new Story().writes("r", "0H")).answerableUntil()).isEqualTo(at("168H"));
    var turns = new Story().writes("r", "0H").writes("s", "200H").turns();
    assertThat(turns.getFirst().answerableUntil()).isEqualTo(at("168H"));
  }

  @Test
  void anAnswerThatComesTooLateStillEndsTheTurn() {
    var story = new Story().writes("r", "0H");
    for (int hours = 20; hours <= 160; hours += 20) {
      story.writes("s" + hours, hours + "H");
    }
    var turns =
        story.writes("t", "169H").sent("a", "170H", Origin.AGENT).writes("u", "171H").turns();
    assertThat(turns).extracting(TurnFact::turnId).containsExactly(id("r"), id("u"));
    assertThat(turns.getFirst().answer()).isEmpty();
    assertThat(turns.getFirst().answerableUntil()).isEqualTo(at("168H"));
  }

  @Test
  void aMessageThatOnlyFailedAnswersNothing() {
    var story =
        new Story()
            .writes("r", "0H")
            .fails("a", "1H", 131026, Story.label(Origin.AGENT))
            .writes("s", "2H");
    assertThat(only(story).answer()).isEmpty();
  }

  @Test
  void reactionsWaitForNothing() {
    var story =
        new Story()
            .writes("r", "0H")
            .sent("a", "1H", Origin.AGENT)
            .sends("thumb", "2H", MessageType.REACTION);
    assertThat(story.turns()).hasSize(1);
  }

  @Test
  void wordsThatEndASubscriptionWaitForAnAnswer() {
    assertThat(new Story().optsOut("stop", "0H").turns()).hasSize(1);
  }

  @Test
  void anAnswerOnAnotherChannelIsNone() {
    var story =
        new Story().onChannel(1).writes("r", "0H").onChannel(2).sent("a", "1H", Origin.AGENT);
    assertThat(only(story).answer()).isEmpty();
  }

  @Test
  void allTurnsOfAnEpisodeCarryTheCampaignWhoseReplyOpenedIt() {
    var label = Story.label(Optional.of(Origin.CAMPAIGN), Optional.of("spring"), Optional.of("b"));
    var turns =
        new Story()
            .status("c", "0H", EventKind.STATUS_SENT, label)
            .writes("r", "1H")
            .sent("a", "2H", Origin.AGENT)
            .writes("s", "3H")
            .turns();
    assertThat(turns).hasSize(2);
    assertThat(turns)
        .extracting(turn -> turn.label().campaign())
        .containsOnly(Optional.of("spring"));
    assertThat(turns).extracting(turn -> turn.label().variant()).containsOnly(Optional.of("b"));
  }

  @Test
  void anEpisodeOfTheCustomerCarriesNoCampaign() {
    var label = Story.label(Optional.of(Origin.CAMPAIGN), Optional.of("spring"), Optional.empty());
    var turn = only(new Story().status("c", "0H", EventKind.STATUS_SENT, label).writes("r", "25H"));
    assertThat(turn.label()).isEqualTo(CampaignLabel.NONE);
  }

  private static Story answeredByBot() {
    return new Story().writes("r", "0S").sent("bot", "5S", Origin.BOT);
  }

  private static Duration humanWait(Story story) {
    return only(story).humanWait().orElseThrow();
  }

  @Test
  void aHandoverAfterABotsAnswerRestartsTheClockOfPeople() {
    var turn =
        only(
            answeredByBot().handedOver("60S", HandoverReason.LIMIT).sent("a", "90S", Origin.AGENT));
    assertThat(turn.humanClockFrom()).contains(at("60S"));
    assertThat(turn.humanWait()).contains(Duration.ofSeconds(30));
    assertThat(turn.answer()).contains(new Answer(at("5S"), Origin.BOT));
  }

  @Test
  void aHandoverWithoutABotsAnswerLeavesTheCustomersFirstWait() {
    var story =
        new Story()
            .writes("r", "0S")
            .handedOver("60S", HandoverReason.LIMIT)
            .sent("a", "90S", Origin.AGENT);
    assertThat(only(story).humanClockFrom()).isEmpty();
    assertThat(humanWait(story)).hasSeconds(90);
    // What the bot says after it has handed over restarts nothing.
    assertThat(humanWait(story.sent("bot", "70S", Origin.BOT))).hasSeconds(90);
  }

  @Test
  void aBotThatAnsweredAnEarlierTurnHasNotAnsweredThisOne() {
    var turns =
        answeredByBot()
            .writes("s", "30S")
            .handedOver("60S", HandoverReason.ASKED_FOR_HUMAN)
            .sent("a", "90S", Origin.AGENT)
            .turns();
    assertThat(turns.getFirst().humanWait()).isEmpty();
    assertThat(turns.getLast().humanWait()).contains(Duration.ofSeconds(60));
  }

  @Test
  void onlyTheFirstHandoverCountsAndNoneAfterAPersonSpoke() {
    var handedOn =
        answeredByBot()
            .handedOver("60S", HandoverReason.LIMIT)
            .sent("more", "70S", Origin.BOT)
            .handedOver("80S", HandoverReason.POLICY)
            .sent("a", "90S", Origin.AGENT);
    assertThat(humanWait(handedOn)).hasSeconds(30);
    var late =
        answeredByBot().sent("a", "50S", Origin.AGENT).handedOver("60S", HandoverReason.LIMIT);
    assertThat(humanWait(late)).hasSeconds(50);
  }

  @Test
  void aPersonsMessageInTheSecondOfTheHandoverIsNoWait() {
    var story =
        answeredByBot().sent("a", "60S", Origin.AGENT).handedOver("60.4S", HandoverReason.LIMIT);
    assertThat(humanWait(story)).isZero();
    var next =
        answeredByBot().handedOver("60.4S", HandoverReason.LIMIT).sent("a", "61S", Origin.AGENT);
    assertThat(humanWait(next)).hasSeconds(1);
  }

  @Test
  void whoHandsOverAfterTheEpisodeTimedOutRestartsTheClockToo() {
    var story =
        answeredByBot().handedOver("30H", HandoverReason.LIMIT).sent("a", "31H", Origin.AGENT);
    assertThat(humanWait(story)).hasHours(1);
  }

  @Test
  void waitsDuringBusinessHoursFollowTheirClocks() {
    var calendar =
        new BusinessCalendar(
            ZoneOffset.UTC,
            Map.of(at("0S").atZone(ZoneOffset.UTC).getDayOfWeek(), List.of(new OpenHours(0, 1440))),
            new TreeMap<>());
    var chosen =
        new ProjectionSettings(Duration.ofHours(24), Attribution.DEFAULT, Optional.of(calendar));
    var story =
        answeredByBot().handedOver("60S", HandoverReason.LIMIT).sent("a", "90S", Origin.AGENT);
    assertThat(only(story).businessWaits()).isEqualTo(BusinessWaits.NONE);
    assertThat(only(story.settings(chosen)).businessWaits())
        .isEqualTo(new BusinessWaits(Optional.of(5L), Optional.of(30L), Optional.of(5L)));
    var open = only(new Story().writes("r", "0S").settings(chosen));
    assertThat(open.businessWaits()).isEqualTo(BusinessWaits.NONE);
  }
}
