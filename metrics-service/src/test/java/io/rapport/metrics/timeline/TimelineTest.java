package io.rapport.metrics.timeline;

import static io.rapport.metrics.timeline.Story.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rapport.common.event.EventKind;
import io.rapport.common.event.MessageType;
import io.rapport.common.event.Origin;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {

  @Test
  void noFactsMeanNothing() {
    assertThat(new Story().project()).isEqualTo(Projection.EMPTY);
  }

  @Test
  void groupsBecomeMessagesAndNothingElse() {
    var projection =
        new Story()
            .sentToGroup("c", "0H")
            .writesInGroup("r", "1H")
            .sent("a", "2H", Origin.AGENT)
            .project();
    assertThat(projection.messages())
        .extracting(MessageFact::exclusion)
        .containsExactly(Exclusion.GROUP, Exclusion.GROUP, Exclusion.NONE);
    assertThat(projection.episodes()).isEmpty();
    assertThat(projection.turns()).isEmpty();
    assertThat(projection.dueAt()).isEmpty();
    assertThat(projection.summary().firstContactAt()).contains(at("2H"));
    assertThat(projection.summary().firstInboundAt()).isEmpty();
    assertThat(projection.summary().lastReceiptAt()).isEmpty();
    assertThat(((OutboundMessage) projection.messages().getFirst()).firstReply()).isEmpty();
  }

  @Test
  void aReplyIsNotAttributedToAGroupMessage() {
    var story = new Story().sentToGroup("c", "0H").writes("r", "1H");
    assertThat(story.inbound("r").repliesTo()).isEmpty();
  }

  @Test
  void oneFactInAGroupMakesTheMessageAGroupMessage() {
    var story = new Story().sentToGroup("c", "0H").delivered("c", "1H");
    assertThat(story.outbound("c").exclusion()).isEqualTo(Exclusion.GROUP);
  }

  @Test
  void theFactsOfAnExcludedContactAreAllExcluded() {
    var projection =
        new Story()
            .sent("c", "0H", Origin.CAMPAIGN)
            .writes("r", "1H")
            .excludedAs(Exclusion.TEST)
            .project();
    assertThat(projection.messages())
        .extracting(MessageFact::exclusion)
        .containsOnly(Exclusion.TEST);
    assertThat(projection.turns()).extracting(TurnFact::exclusion).containsOnly(Exclusion.TEST);
    assertThat(projection.episodes())
        .extracting(EpisodeFact::exclusion)
        .containsOnly(Exclusion.TEST);
  }

  @Test
  void theSummaryHasFirstAndLastInboundAndTheLastReceiptOfAllChannels() {
    var summary =
        new Story()
            .onChannel(1)
            .sends("reaction", "0H", MessageType.REACTION)
            .writes("r", "3H")
            .sent("a", "4H", Origin.AGENT)
            .read("a", "6H")
            .status("a", "7H", EventKind.STATUS_PLAYED)
            .delivered("b", "9H")
            .onChannel(2)
            .writes("s", "2H")
            .read("c", "5H")
            .project()
            .summary();
    assertThat(summary.firstInboundAt()).contains(at("2H"));
    assertThat(summary.lastInboundAt()).contains(at("3H"));
    assertThat(summary.lastReceiptAt()).contains(at("7H"));
  }

  @Test
  void aMessageDeliveredTwiceWithDifferentTimesIsTheEarlierOne() {
    var story = new Story().writes("r", "2H").writes("r", "1H");
    assertThat(story.project().messages()).hasSize(1);
    assertThat(story.inbound("r").sentAt()).isEqualTo(at("1H"));
  }

  @Test
  void statusesOfAMessageTheCustomerSentAreIgnored() {
    var projection = new Story().read("r", "0H").writes("r", "1H").writes("s", "30M").project();
    assertThat(projection.messages()).hasOnlyElementsOfType(InboundMessage.class);
    assertThat(projection.turns().getFirst().startedAt()).isEqualTo(at("30M"));
    assertThat(projection.summary().lastReceiptAt()).isEmpty();
  }

  @Test
  void rowsAreInTheOrderOfTheirTimes() {
    var projection =
        new Story()
            .onChannel(2)
            .writes("r", "3H")
            .onChannel(1)
            .writes("s", "1H")
            .sent("a", "2H", Origin.AGENT)
            .project();
    assertThat(projection.messages())
        .extracting(MessageFact::sentAt)
        .isEqualTo(List.of(at("1H"), at("2H"), at("3H")));
    assertThat(projection.turns()).extracting(TurnFact::channelId).containsExactly(1, 2);
  }

  @Test
  void aTimeoutOutOfRangeIsRefused() {
    assertThat(new ProjectionSettings(Duration.ofDays(3)).episodeTimeout()).hasDays(3);
    assertThatThrownBy(() -> new ProjectionSettings(Duration.ofMinutes(59)))
        .hasMessageContaining("1 to 72 hours");
    assertThatThrownBy(() -> new ProjectionSettings(Duration.ofHours(73)))
        .hasMessageContaining("1 to 72 hours");
  }
}
