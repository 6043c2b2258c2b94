package io.rapport.metrics.timeline;

import static io.rapport.metrics.timeline.Lifecycle.ACTIVE;
import static io.rapport.metrics.timeline.Lifecycle.DORMANT;
import static io.rapport.metrics.timeline.Lifecycle.NEW;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.common.event.BlockReason;
import io.rapport.common.event.EventKind;
import io.rapport.common.event.MessageType;
import io.rapport.common.event.Origin;
import io.rapport.common.event.SurveyScale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LifecyclesTest {

  private static final String DAYS_29 = "719H59M59S";
  private static final String DAYS_30 = "720H";
  private static final String DAYS_89 = "2159H59M59S";
  private static final String DAYS_90 = "2160H";

  private static Story story() {
    return new Story().asOf("9000H");
  }

  private static Lifecycle of(Story story, String message) {
    return story.outbound(message).lifecycle();
  }

  @Test
  void aContactIsNewForThirtyDays() {
    var story = story().writes("first", "0H").sent("a", DAYS_29, Origin.CAMPAIGN);
    assertThat(of(story, "a")).isEqualTo(NEW);
    assertThat(story.inbound("first").lifecycle()).isEqualTo(NEW);
    assertThat(of(story.sent("b", DAYS_30, Origin.CAMPAIGN), "b")).isEqualTo(ACTIVE);
  }

  @Test
  void whoNeverWroteIsDormantNinetyDaysAfterTheFirstMessage() {
    var story =
        story()
            .sent("first", "0H", Origin.CAMPAIGN)
            .sent("a", DAYS_89, Origin.CAMPAIGN)
            .sent("b", DAYS_90, Origin.CAMPAIGN);
    assertThat(of(story, "first")).isEqualTo(NEW);
    assertThat(of(story, "a")).isEqualTo(ACTIVE);
    assertThat(of(story, "b")).isEqualTo(DORMANT);
  }

  @Test
  void theMessageThatEndsASilenceStillComesFromTheSilence() {
    var story = story().writes("first", "0H").writes("back", DAYS_90).writes("again", "2161H");
    assertThat(story.inbound("back").lifecycle()).isEqualTo(DORMANT);
    assertThat(story.inbound("again").lifecycle()).isEqualTo(ACTIVE);
    assertThat(story.episodes()).extracting(EpisodeFact::lifecycle).containsExactly(NEW, DORMANT);
    assertThat(story.turns()).extracting(TurnFact::lifecycle).containsExactly(NEW, DORMANT);
  }

  @Test
  void aReactionBreaksNoSilenceButMayBeTheFirstContact() {
    var story =
        story()
            .sends("first", "0H", MessageType.REACTION)
            .sends("still", "2000H", MessageType.REACTION)
            .sent("a", DAYS_90, Origin.CAMPAIGN);
    assertThat(of(story, "a")).isEqualTo(DORMANT);
    assertThat(story.project().summary().firstContactAt()).contains(Story.at("0H"));
  }

  @Test
  void groupsAreNoContact() {
    var story = story().writesInGroup("g", "0H").sentToGroup("h", "1H").writes("first", "3000H");
    assertThat(story.inbound("first").lifecycle()).isEqualTo(NEW);
    assertThat(story.project().summary().firstContactAt()).contains(Story.at("3000H"));
  }

  @Test
  void itIsTheSameOnAllChannels() {
    var story = story().writes("first", "0H").onChannel(2).sent("a", DAYS_30, Origin.CAMPAIGN);
    assertThat(of(story, "a")).isEqualTo(ACTIVE);
  }

  @Test
  void whateverBeginsHasIt() {
    var projection =
        story()
            .writes("first", "0H")
            .fillsCart("c", "2200H")
            .buysCart(Optional.of("c"), "purchase", "2201H")
            .run("r", EventKind.BOT_STEP, "2202H", "ask")
            .run("r", EventKind.BOT_TURN, "2203H", "")
            .invited("i", "2204H", SurveyScale.CSAT)
            .blockedAnywhere("2205H", BlockReason.CONSENT)
            .project();
    assertThat(projection.carts()).extracting(CartFact::lifecycle).containsExactly(DORMANT);
    assertThat(projection.conversions())
        .extracting(ConversionFact::lifecycle)
        .containsExactly(DORMANT);
    assertThat(projection.flowRuns()).extracting(FlowRunFact::lifecycle).containsExactly(DORMANT);
    assertThat(projection.botInputs()).extracting(BotInputFact::lifecycle).containsExactly(DORMANT);
    assertThat(projection.blockedSends())
        .extracting(BlockedSendFact::lifecycle)
        .containsExactly(DORMANT);
    assertThat(projection.invitations())
        .extracting(InvitationFact::lifecycle)
        .containsExactly(DORMANT);
  }

  @Test
  void aConversionHasThatOfTheMessageItIsDueTo() {
    var conversion =
        story()
            .sent("c", "0H", Origin.CAMPAIGN)
            .sent("late", DAYS_29, Origin.CAMPAIGN)
            .read("late", "720H")
            .buys("order", "721H")
            .conversions()
            .getFirst();
    assertThat(conversion.lifecycle()).isEqualTo(NEW);
  }

  @Test
  void whatIsReportedWithoutAnyMessageIsOfSomebodyNew() {
    assertThat(story().fillsCart("c", "0H").project().carts())
        .extracting(CartFact::lifecycle)
        .containsExactly(NEW);
  }
}
