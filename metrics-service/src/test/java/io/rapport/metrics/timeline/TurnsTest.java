package io.rapport.metrics.timeline;

import static io.rapport.metrics.timeline.Story.at;
import static io.rapport.metrics.timeline.Story.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.common.event.EventKind;
import io.rapport.common.event.MessageType;
import io.rapport.common.event.Origin;
import java.util.Optional;
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
}
