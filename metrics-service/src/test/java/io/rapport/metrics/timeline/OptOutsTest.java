package io.rapport.metrics.timeline;

import static io.rapport.metrics.timeline.Story.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.common.event.Origin;
import org.junit.jupiter.api.Test;

class OptOutsTest {

  private static Story campaigns() {
    return new Story().sent("first", "0H", Origin.CAMPAIGN).sent("second", "2H", Origin.CAMPAIGN);
  }

  @Test
  void aWordThatEndsASubscriptionBelongsToTheLatestMessageBefore() {
    var story = campaigns().optsOut("stop", "1H");
    assertThat(story.outbound("first").optedOutAt()).contains(at("1H"));
    assertThat(story.outbound("second").optedOutAt()).isEmpty();
  }

  @Test
  void soDoesStoppingMarketingInWhatsApp() {
    var story = campaigns().stopsMarketing("3H").stopsMarketing("4H");
    assertThat(story.outbound("second").optedOutAt()).contains(at("3H"));
    assertThat(story.outbound("first").optedOutAt()).isEmpty();
  }

  @Test
  void answersOfAgentsAreNotWhatSomebodyIsTiredOf() {
    var story = campaigns().sent("answer", "3H", Origin.AGENT).optsOut("stop", "4H");
    assertThat(story.outbound("second").optedOutAt()).contains(at("4H"));
    assertThat(story.outbound("answer").optedOutAt()).isEmpty();
  }

  @Test
  void anotherNumberOfTheBusinessIsAnotherMatter() {
    var story = campaigns().onChannel(2).writes("hello", "3H").stopsMarketing("4H");
    assertThat(story.outbound("second").optedOutAt()).isEmpty();
  }

  @Test
  void oneBeforeTheMessageItQuotesIsClockSkew() {
    var story = new Story().sent("m", "10S", Origin.CAMPAIGN).optsOutOf("stop", "7S", "m");
    assertThat(story.outbound("m").optedOutAt()).contains(at("10S"));
    assertThat(story.outbound("m").clockSkew()).isTrue();
  }

  @Test
  void whoEndsWhatNobodyBeganBelongsNowhere() {
    var story = new Story().optsOut("stop", "0H").sent("m", "1H", Origin.CAMPAIGN);
    assertThat(story.outbound("m").optedOutAt()).isEmpty();
  }
}
