package io.rapport.metrics.timeline;

import static io.rapport.metrics.timeline.Story.at;
import static io.rapport.metrics.timeline.Story.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.common.event.MessageType;
import io.rapport.common.event.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RepliesTest {

  private static Story twoCampaigns() {
    return new Story().sent("first", "0H", Origin.CAMPAIGN).sent("second", "1H", Origin.CAMPAIGN);
  }

  @Test
  void aReplyBelongsToTheLatestMessageBeforeIt() {
    var story = twoCampaigns().sent("third", "3H", Origin.CAMPAIGN).writes("r", "2H");
    assertThat(story.inbound("r").repliesTo()).contains(id("second"));
    assertThat(story.outbound("second").firstReply()).contains(new FirstReply(at("2H"), false));
    assertThat(story.outbound("first").firstReply()).isEmpty();
    assertThat(story.outbound("third").firstReply()).isEmpty();
  }

  @Test
  void aReplyInTheSameSecondCounts() {
    var story = new Story().sent("m", "0S", Origin.CAMPAIGN).writes("r", "0S");
    assertThat(story.outbound("m").firstReply()).contains(new FirstReply(at("0S"), false));
  }

  @Test
  void ofTwoMessagesInOneSecondTheGreaterIdIsMeant() {
    var story =
        new Story()
            .sent("a", "0S", Origin.CAMPAIGN)
            .sent("b", "0S", Origin.CAMPAIGN)
            .writes("r", "1H");
    var greater = id("a").toString().compareTo(id("b").toString()) > 0 ? "a" : "b";
    assertThat(story.inbound("r").repliesTo()).contains(id(greater));
  }

  @Test
  void aQuotedMessageIsMeantWhateverCameLater() {
    var story = twoCampaigns().quotes("r", "2H", MessageType.BUTTON, "first");
    assertThat(story.inbound("r").repliesTo()).contains(id("first"));
    assertThat(story.outbound("first").firstReply()).contains(new FirstReply(at("2H"), true));
    assertThat(story.outbound("second").firstReply()).isEmpty();
  }

  @Test
  void aQuotedMessageThatIsNoneOfOursLeavesTheLatest() {
    var story = twoCampaigns().quotes("r", "2H", MessageType.TEXT, "unheard of");
    assertThat(story.inbound("r").repliesTo()).contains(id("second"));
  }

  @Test
  void aQuotedAnswerOfAnAgentLeavesTheLatest() {
    var story =
        twoCampaigns().sent("a", "2H", Origin.AGENT).quotes("r", "3H", MessageType.TEXT, "a");
    assertThat(story.inbound("r").repliesTo()).contains(id("second"));
  }

  @Test
  void aReplyBeforeTheQuotedMessageIsClockSkewAndTakesNoTime() {
    var story =
        new Story().sent("m", "10S", Origin.CAMPAIGN).quotes("r", "7S", MessageType.TEXT, "m");
    assertThat(story.outbound("m").firstReply()).contains(new FirstReply(at("10S"), false));
    assertThat(story.outbound("m").clockSkew()).isTrue();
  }

  @Test
  void theFirstOfSeveralRepliesCounts() {
    var story =
        new Story()
            .sent("m", "0H", Origin.CAMPAIGN)
            .sends("later", "2H", MessageType.LIST_REPLY)
            .writes("earlier", "1H");
    assertThat(story.outbound("m").firstReply()).contains(new FirstReply(at("1H"), false));
  }

  @ParameterizedTest
  @EnumSource(
      value = MessageType.class,
      names = {"BUTTON", "BUTTON_REPLY", "LIST_REPLY"})
  void theseAreTapped(MessageType type) {
    var story = new Story().sent("m", "0H", Origin.CAMPAIGN).sends("r", "1H", type);
    assertThat(story.outbound("m").firstReply().orElseThrow().tapped()).isTrue();
  }

  @Test
  void aFlowAnswerIsWritten() {
    var story =
        new Story().sent("m", "0H", Origin.CAMPAIGN).sends("r", "1H", MessageType.FLOW_REPLY);
    assertThat(story.outbound("m").firstReply().orElseThrow().tapped()).isFalse();
  }

  @Test
  void wordsThatEndASubscriptionReplyToNothing() {
    var story = new Story().sent("m", "0H", Origin.CAMPAIGN).optsOut("stop", "1H");
    assertThat(story.inbound("stop").repliesTo()).isEmpty();
    assertThat(story.outbound("m").firstReply()).isEmpty();
  }

  @Test
  void aReactionIsNoReply() {
    var story =
        new Story().sent("m", "0H", Origin.CAMPAIGN).quotes("r", "1H", MessageType.REACTION, "m");
    assertThat(story.inbound("r").repliesTo()).isEmpty();
    assertThat(story.outbound("m").firstReply()).isEmpty();
  }

  @Test
  void anAnswerToASurveyIsNoReplyToTheCampaignBeforeIt() {
    var story =
        new Story()
            .sent("campaign", "0H", Origin.CAMPAIGN)
            .sent("survey", "1H", Origin.SURVEY)
            .writes("r", "2H");
    assertThat(story.inbound("r").repliesTo()).contains(id("survey"));
    assertThat(story.outbound("campaign").firstReply()).isEmpty();
  }

  @Test
  void aReplyBeforeAnyMessageBelongsToNone() {
    var story = new Story().writes("r", "0S").sent("m", "1S", Origin.CAMPAIGN);
    assertThat(story.inbound("r").repliesTo()).isEmpty();
  }

  @Test
  void anAgentsMessageIsRepliedToByNobody() {
    var story = new Story().sent("m", "0H", Origin.AGENT).writes("r", "1H");
    assertThat(story.outbound("m").firstReply()).isEmpty();
  }

  @Test
  void aReplyOnAnotherChannelIsNone() {
    var story =
        new Story()
            .onChannel(1)
            .sent("m", "0H", Origin.CAMPAIGN)
            .onChannel(2)
            .quotes("r", "1H", MessageType.TEXT, "m");
    assertThat(story.inbound("r").repliesTo()).isEmpty();
    assertThat(story.outbound("m").firstReply()).isEmpty();
  }

  @Test
  void aReplyMayTakeForever() {
    var story = new Story().sent("m", "0H", Origin.CAMPAIGN).writes("r", "500H");
    assertThat(story.outbound("m").firstReply().orElseThrow().at()).isEqualTo(at("500H"));
  }
}
