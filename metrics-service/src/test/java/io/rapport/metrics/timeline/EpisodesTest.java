package io.rapport.metrics.timeline;

import static io.rapport.metrics.timeline.Story.at;
import static io.rapport.metrics.timeline.Story.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.common.event.MessageType;
import io.rapport.common.event.Origin;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EpisodesTest {

  @Test
  void aCustomerMessageOpensAnEpisode() {
    var episode = new Story().writes("r", "1H").asOf("2H").episodes().getFirst();
    assertThat(episode.episodeId()).isEqualTo(id("r"));
    assertThat(episode.openedAt()).isEqualTo(at("1H"));
    assertThat(episode.closedAt()).isEmpty();
    assertThat(episode.initiatedBy()).isEqualTo(Initiator.CUSTOMER);
    assertThat(episode.inboundCount()).isEqualTo(1);
    assertThat(episode.outboundCount()).isZero();
  }

  @Test
  void messagesOfBothSidesKeepItOpen() {
    var episode =
        new Story()
            .writes("r", "0H")
            .sent("a", "20H", Origin.AGENT)
            .sent("c", "40H", Origin.CAMPAIGN)
            .writes("s", "60H")
            .asOf("61H")
            .episodes();
    assertThat(episode).hasSize(1);
    assertThat(episode.getFirst().lastMessageAt()).isEqualTo(at("60H"));
    assertThat(episode.getFirst().inboundCount()).isEqualTo(2);
    assertThat(episode.getFirst().outboundCount()).isEqualTo(2);
  }

  @Test
  void aSilenceOfExactlyTheTimeoutClosesIt() {
    assertThat(new Story().writes("r", "0H").writes("s", "23H59M59S").episodes()).hasSize(1);
    assertThat(new Story().writes("r", "0H").writes("s", "24H").episodes())
        .extracting(EpisodeFact::closedAt)
        .first()
        .isEqualTo(Optional.of(at("0H")));
    assertThat(new Story().writes("r", "0H").writes("s", "24H").episodes()).hasSize(2);
  }

  @Test
  void timeAloneClosesItAtItsLastMessage() {
    var story = new Story().writes("r", "0H").sent("a", "1H", Origin.AGENT);
    assertThat(story.asOf("24H59M59S").episodes().getFirst().closedAt()).isEmpty();
    assertThat(story.asOf("25H").episodes().getFirst().closedAt()).contains(at("1H"));
  }

  @Test
  void theProjectionSaysWhenTimeChangesIt() {
    var story = new Story().writes("r", "0H").sent("a", "1H", Origin.AGENT);
    assertThat(story.asOf("2H").project().dueAt()).contains(at("25H"));
    assertThat(story.asOf("24H59M59S").project().dueAt()).contains(at("25H"));
    assertThat(story.asOf("25H").project().dueAt()).isEmpty();
  }

  @Test
  void ofSeveralChannelsTheEarliestDueTimeCounts() {
    var story = new Story().onChannel(1).writes("r", "2H").onChannel(2).writes("s", "1H");
    assertThat(story.asOf("3H").project().dueAt()).contains(at("25H"));
  }

  @Test
  void anotherTimeoutCutsElsewhere() {
    var story = new Story().writes("r", "0H").writes("s", "1H");
    assertThat(story.episodeTimeout(Duration.ofHours(1)).episodes()).hasSize(2);
    assertThat(story.episodeTimeout(Duration.ofHours(2)).episodes()).hasSize(1);
  }

  @Test
  void aBusinessMessageAloneOpensNone() {
    assertThat(new Story().sent("c", "0H", Origin.CAMPAIGN).delivered("c", "1H").episodes())
        .isEmpty();
  }

  @Test
  void aBusinessMessageAfterTheTimeoutBelongsToNone() {
    var story = new Story().writes("r", "0H").sent("a", "24H", Origin.AGENT).asOf("30H");
    assertThat(story.episodes().getFirst().closedAt()).contains(at("0H"));
    assertThat(story.episodes().getFirst().outboundCount()).isZero();
  }

  @Test
  void aBusinessMessageInTheSecondOfTheOpeningBelongsToIt() {
    var story = new Story().sent("a", "0S", Origin.AGENT).writes("r", "0S");
    assertThat(story.episodes().getFirst().outboundCount()).isEqualTo(1);
  }

  @Test
  void aMessageThatOnlyFailedIsNoMember() {
    var story =
        new Story()
            .writes("r", "0H")
            .fails("a", "20H", 131026, Story.label(Origin.AGENT))
            .writes("s", "30H");
    assertThat(story.episodes()).hasSize(2);
    assertThat(story.episodes().getFirst().outboundCount()).isZero();
  }

  @Test
  void aMessageThatFailedAfterItWasSentIsAMember() {
    var story =
        new Story()
            .writes("r", "0H")
            .sent("a", "20H", Origin.AGENT)
            .fails("a", "21H", 131026)
            .writes("s", "30H");
    assertThat(story.episodes()).hasSize(1);
  }

  @Test
  void reactionsNeitherOpenNorProlong() {
    assertThat(new Story().sends("r", "0H", MessageType.REACTION).episodes()).isEmpty();
    assertThat(
            new Story()
                .writes("r", "0H")
                .sends("x", "20H", MessageType.REACTION)
                .writes("s", "30H")
                .episodes())
        .hasSize(2);
  }

  @Test
  void aReplyWithinADayMakesItOneTheBusinessBegan() {
    assertThat(openedAfter("24H").initiatedBy()).isEqualTo(Initiator.BUSINESS);
    assertThat(openedAfter("24H1S").initiatedBy()).isEqualTo(Initiator.CUSTOMER);
  }

  private static EpisodeFact openedAfter(String time) {
    return new Story().sent("c", "0S", Origin.CAMPAIGN).writes("r", time).episodes().getFirst();
  }

  @Test
  void aReplyWithinAnEpisodeDoesNotChangeWhoBeganIt() {
    var story = new Story().writes("r", "0H").sent("c", "1H", Origin.CAMPAIGN).writes("s", "2H");
    assertThat(story.episodes().getFirst().initiatedBy()).isEqualTo(Initiator.CUSTOMER);
  }

  @Test
  void wordsThatEndASubscriptionOpenOneByTheCustomer() {
    var story = new Story().sent("c", "0H", Origin.CAMPAIGN).optsOut("stop", "1H");
    assertThat(story.episodes().getFirst().initiatedBy()).isEqualTo(Initiator.CUSTOMER);
  }

  @Test
  void eachChannelHasItsOwn() {
    var story = new Story().onChannel(1).writes("r", "0H").onChannel(2).writes("s", "1H");
    assertThat(story.episodes()).extracting(EpisodeFact::channelId).containsExactly(1, 2);
  }

  @Test
  void aDeclarationClosesItThere() {
    var story = new Story().writes("q", "0H").sent("a", "1H", Origin.AGENT).resolved("2H");
    assertThat(story.episodes())
        .extracting(EpisodeFact::closing)
        .containsExactly(Optional.of(new Closing(at("2H"), CloseReason.RESOLVED)));
  }

  @Test
  void whatIsWrittenAfterADeclarationOpensAnother() {
    var story = new Story().writes("q", "0H").resolved("1H").writes("again", "1H");
    assertThat(story.episodes()).hasSize(1);
    assertThat(story.writes("later", "1H1S").episodes()).hasSize(2);
    assertThat(story.turns()).hasSize(2);
  }

  @Test
  void aDeclarationAfterTheTimeoutChangesNothing() {
    var story = new Story().writes("q", "0H").resolved("30H");
    assertThat(story.episodes())
        .extracting(EpisodeFact::closing)
        .containsExactly(Optional.of(new Closing(at("0H"), CloseReason.TIMEOUT)));
  }

  @Test
  void anAnswerAfterTheDeclarationStillAnswersTheTurn() {
    var story = new Story().writes("q", "0H").resolved("1H").sent("a", "2H", Origin.AGENT);
    assertThat(story.turns().getFirst().answer()).contains(new Answer(at("2H"), Origin.AGENT));
    assertThat(story.episodes().getFirst().outboundCount()).isZero();
  }

  @Test
  void aDeclarationIsAboutItsChannelUnlessItNamesNone() {
    var story = new Story().writes("one", "0H").onChannel(2).writes("two", "0H").resolved("1H");
    assertThat(story.asOf("2H").episodes())
        .filteredOn(episode -> episode.closing().isPresent())
        .hasSize(1);
    assertThat(story.resolvedEverywhere("1H30M").episodes())
        .allMatch(episode -> episode.closing().isPresent());
  }
}
