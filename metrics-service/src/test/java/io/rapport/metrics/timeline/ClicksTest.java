package io.rapport.metrics.timeline;

import static io.rapport.metrics.timeline.Story.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.common.event.EventKind;
import io.rapport.common.event.LinkUsed;
import io.rapport.common.event.MessageLabel;
import io.rapport.common.event.Origin;
import io.rapport.common.event.Stamp;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClicksTest {

  private static Story twoOfSpring() {
    var spring = Story.label(Optional.of(Origin.CAMPAIGN), Optional.of("spring"), Optional.empty());
    return new Story()
        .status("first", "0H", EventKind.STATUS_SENT, spring)
        .status("second", "2H", EventKind.STATUS_SENT, spring)
        .sent("third", "3H", Origin.CAMPAIGN);
  }

  @Test
  void theFirstClickOnAMessageCounts() {
    var story = twoOfSpring().clicks("first", "5H").clicks("first", "4H").clicks("first", "6H");
    assertThat(story.outbound("first").firstClickAt()).contains(at("4H"));
    assertThat(story.outbound("second").firstClickAt()).isEmpty();
  }

  @Test
  void aClickOfWhichOnlyTheCampaignIsKnownBelongsToItsLatestMessageBefore() {
    var story = twoOfSpring().clicksCampaign("spring", "1H").clicksCampaign("spring", "4H");
    assertThat(story.outbound("first").firstClickAt()).contains(at("1H"));
    assertThat(story.outbound("second").firstClickAt()).contains(at("4H"));
    assertThat(story.outbound("third").firstClickAt()).isEmpty();
  }

  @Test
  void aClickOnNothingWeSentBelongsNowhere() {
    var story =
        new Story()
            .clicksCampaign("spring", "1H")
            .sent("m", "2H", Origin.CAMPAIGN)
            .clicks("unheard of", "3H")
            .clicksCampaign("autumn", "4H");
    assertThat(story.outbound("m").firstClickAt()).isEmpty();
  }

  @Test
  void aClickBeforeItsMessageIsClockSkewAndTakesNoTime() {
    var story = new Story().sent("m", "10S", Origin.CAMPAIGN).clicks("m", "7S");
    assertThat(story.outbound("m").firstClickAt()).contains(at("10S"));
    assertThat(story.outbound("m").clockSkew()).isTrue();
  }

  @Test
  void aMessageIsMeantWhateverNumberTheClickNames() {
    var story = new Story().sent("m", "0H", Origin.CAMPAIGN).onChannel(2).clicks("m", "1H");
    assertThat(story.outbound("m").firstClickAt()).contains(at("1H"));
  }

  @Test
  void aCampaignOnTwoNumbersIsToldApartByTheNumber() {
    var story =
        twoOfSpring()
            .onChannel(2)
            .sent("other", "4H", Origin.CAMPAIGN)
            .clicksCampaign("spring", "5H");
    assertThat(story.outbound("second").firstClickAt()).isEmpty();
    assertThat(story.outbound("other").firstClickAt()).isEmpty();
  }

  @Test
  void aClickThatNamesNoNumberIsOfTheCampaignOnAnyAndStaysSo() {
    var story = twoOfSpring().clicksCampaignAnywhere("spring", "4H");
    assertThat(story.outbound("second").firstClickAt()).contains(at("4H"));
    var later = story.onChannel(2).writes("hi", "500H");
    assertThat(later.outbound("second").firstClickAt()).contains(at("4H"));
  }

  @Test
  void aClickThatNamesAnotherNumberIsNotOfThisOne() {
    var story = twoOfSpring().onChannel(2).clicksCampaign("spring", "4H");
    assertThat(story.outbound("second").firstClickAt()).isEmpty();
  }

  @Test
  void followingALinkIntoTheChatIsNoClick() {
    var story = new Story().sent("m", "0H", Origin.CAMPAIGN);
    story.add(
        new LinkUsed(
            new Stamp(Story.id("followed"), 1, at("1H")),
            EventKind.LINK_FOLLOWED,
            Story.id("link"),
            Optional.of(Story.id("m")),
            MessageLabel.NONE));
    assertThat(story.outbound("m").firstClickAt()).isEmpty();
  }
}
