package io.rapport.metrics.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.common.event.EventKind;
import io.rapport.common.event.HandoverReason;
import io.rapport.common.event.Origin;
import io.rapport.common.event.Party;
import io.rapport.common.event.PricingCategory;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BotOutcomesTest {

  private static BotPart part(Story story) {
    return story.episodes().getFirst().bot().orElseThrow();
  }

  private static Optional<BotOutcome> outcome(Story story) {
    return part(story).outcome();
  }

  private static Story answered() {
    return new Story().writes("q", "0H").sent("a", "1M", Origin.BOT);
  }

  @Test
  void withoutABotThereIsNoOutcome() {
    var episode = new Story().writes("q", "0H").sent("a", "1M", Origin.AGENT).episodes().getFirst();
    assertThat(episode.bot()).isEmpty();
  }

  @Test
  void silenceIsNoSuccess() {
    assertThat(outcome(answered())).contains(BotOutcome.ABANDONED);
  }

  @Test
  void silenceAfterAGoalIs() {
    assertThat(outcome(answered().bot(EventKind.BOT_GOAL, "2M")))
        .contains(BotOutcome.SELF_RESOLVED);
  }

  @Test
  void aGoalWithoutAnAnswerIsNone() {
    assertThat(outcome(new Story().writes("q", "0H").bot(EventKind.BOT_GOAL, "2M")))
        .contains(BotOutcome.ABANDONED);
  }

  @Test
  void aTurnIsAnAnswer() {
    var story =
        new Story()
            .writes("q", "0H")
            .bot(EventKind.BOT_TURN, "1M")
            .resolvedBy(Party.CUSTOMER, "2M");
    assertThat(outcome(story)).contains(BotOutcome.SELF_RESOLVED);
  }

  @Test
  void whoResolvesItDecides() {
    assertThat(outcome(answered().resolvedBy(Party.BOT, "2M"))).contains(BotOutcome.SELF_RESOLVED);
    assertThat(outcome(answered().resolvedBy(Party.CUSTOMER, "2M")))
        .contains(BotOutcome.SELF_RESOLVED);
    assertThat(outcome(answered().resolvedBy(Party.HUMAN, "2M")))
        .contains(BotOutcome.HUMAN_TAKEOVER);
    assertThat(outcome(answered().resolvedBy(Party.AUTOMATION, "2M")))
        .contains(BotOutcome.ABANDONED);
    assertThat(outcome(answered().resolved("2M"))).contains(BotOutcome.ABANDONED);
  }

  @Test
  void aPersonUncalledTakesOver() {
    assertThat(outcome(answered().bot(EventKind.BOT_GOAL, "2M").sent("b", "3M", Origin.APP)))
        .contains(BotOutcome.HUMAN_TAKEOVER);
  }

  @Test
  void aHandoverEscalatesWhateverElseHappens() {
    var story =
        answered()
            .sent("b", "3M", Origin.AGENT)
            .bot(EventKind.BOT_GOAL, "4M")
            .handedOver("5M", HandoverReason.POLICY)
            .handedOver("6M", HandoverReason.LIMIT)
            .sent("c", "8M", Origin.BOT)
            .sent("d", "9M", Origin.AGENT);
    assertThat(outcome(story)).contains(BotOutcome.ESCALATED);
    assertThat(part(story).escalation())
        .contains(
            new Escalation(
                Story.at("5M"), Optional.of(HandoverReason.POLICY), Optional.of(Story.at("9M"))));
  }

  @Test
  void theWaitAfterAHandoverOutlastsTheEpisodeButNotTheNext() {
    var story =
        answered()
            .handedOver("2M", HandoverReason.LIMIT)
            .charged("t", "30H", PricingCategory.UTILITY);
    assertThat(part(story.sent("b", "40H", Origin.AGENT)).escalation().orElseThrow().humanAt())
        .contains(Story.at("40H"));
    var again = answered().handedOver("2M", HandoverReason.LIMIT).writes("q2", "30H");
    assertThat(part(again.sent("b", "40H", Origin.AGENT)).escalation().orElseThrow().humanAt())
        .isEmpty();
  }

  @Test
  void aPersonsMessageInTheSecondOfTheHandoverAnswersAtOnce() {
    var story = answered().sent("b", "2M", Origin.AGENT).handedOver("2M0.4S", HandoverReason.LIMIT);
    assertThat(part(story).escalation().orElseThrow().humanAt()).contains(Story.at("2M0.4S"));
  }

  @Test
  void thereIsNoOutcomeBeforeTheEnd() {
    var open = answered().bot(EventKind.BOT_GOAL, "2M").asOf("3H");
    assertThat(outcome(open)).isEmpty();
    assertThat(part(open).bot()).contains("shop");
  }

  @Test
  void whatComesAfterTheEndBelongsToNoEpisode() {
    assertThat(outcome(answered().bot(EventKind.BOT_GOAL, "24H1M"))).contains(BotOutcome.ABANDONED);
    assertThat(outcome(answered().bot(EventKind.BOT_GOAL, "24H59S")))
        .contains(BotOutcome.SELF_RESOLVED);
  }

  @Test
  void theNextEpisodeIsNotedOnWhateverChannel() {
    var story =
        answered()
            .resolvedBy(Party.BOT, "2M")
            .onChannel(2)
            .writes("q2", "48H")
            .onChannel(1)
            .writes("q3", "96H");
    assertThat(story.episodes())
        .extracting(EpisodeFact::nextOpenedAt)
        .containsExactly(
            Optional.of(Story.at("48H")), Optional.of(Story.at("96H")), Optional.empty());
  }
}
