package io.rapport.metrics.timeline;

import static io.rapport.metrics.timeline.Story.at;
import static io.rapport.metrics.timeline.Story.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.common.event.Event;
import io.rapport.common.event.Origin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConversionsTest {

  /** Two campaigns an hour apart, both delivered at once. */
  private static Story campaigns() {
    return new Story()
        .sent("first", "0H", Origin.CAMPAIGN)
        .delivered("first", "0H")
        .sent("second", "1H", Origin.CAMPAIGN)
        .delivered("second", "1H");
  }

  private static Optional<Touch> touch(Story story) {
    return story.conversions().getFirst().touch();
  }

  private static void assertDueTo(Story story, String message, TouchBasis basis) {
    assertThat(touch(story).map(Touch::messageId)).contains(id(message));
    assertThat(touch(story).map(Touch::basis)).contains(basis);
  }

  @Test
  void theLastDeliveryOfADayIsDueAConversion() {
    assertDueTo(campaigns().buys("o", "25H"), "second", TouchBasis.DELIVERY);
    assertThat(touch(campaigns().buys("o", "25H1S"))).isEmpty();
  }

  @Test
  void aReadOutweighsALaterDeliveryAndAClickALaterRead() {
    var read = campaigns().read("first", "30M").buys("o", "2H");
    assertDueTo(read, "first", TouchBasis.READ);
    var clicked = campaigns().clicks("first", "40M").read("second", "2H").buys("o", "3H");
    assertDueTo(clicked, "first", TouchBasis.CLICK);
  }

  @Test
  void aClickLeadsToWhatIsBoughtWithinAWeek() {
    assertDueTo(campaigns().clicks("first", "2H").buys("o", "170H"), "first", TouchBasis.CLICK);
    assertThat(touch(campaigns().clicks("first", "2H").buys("o", "170H1S"))).isEmpty();
  }

  @Test
  void whatIsBoughtBeforeAnythingWasDeliveredIsDueToNothing() {
    var story = new Story().buys("o", "0H").sent("m", "1H", Origin.CAMPAIGN).delivered("m", "1H");
    assertThat(touch(story)).isEmpty();
    assertThat(story.outbound("m").convertedAt()).isEmpty();
  }

  @Test
  void answersAndSurveysLeadToNothing() {
    var story =
        new Story()
            .writes("q", "0H")
            .sent("answer", "1H", Origin.AGENT)
            .read("answer", "1H")
            .sent("survey", "2H", Origin.SURVEY)
            .read("survey", "2H")
            .buys("o", "3H");
    assertThat(touch(story)).isEmpty();
  }

  @Test
  void anOrderCountsOnceAndTheFirstReportOfItHolds() {
    var story = campaigns().buys("o", "3H").buys("o", "2H").buys("p", "4H");
    assertThat(story.conversions()).hasSize(2);
    assertThat(story.conversions().getFirst().convertedAt()).isEqualTo(at("2H"));
    assertThat(story.outbound("second").convertedAt()).contains(at("2H"));
    assertThat(story.outbound("first").convertedAt()).isEmpty();
  }

  @Test
  void whatIsGivenBackWhollyWithinAWeekOfSendingDoesNotCount() {
    var whole = campaigns().buys("o", "2H").refunds("o", "169H", 0);
    assertThat(whole.conversions().getFirst().undoneAt()).contains(at("169H"));
    assertThat(whole.conversions().getFirst().refunded()).isEqualTo(1000);
    assertThat(whole.outbound("second").convertedAt()).isEmpty();
    var late = campaigns().buys("o", "2H").refunds("o", "169H1S", 0);
    assertThat(late.conversions().getFirst().undoneAt()).isEmpty();
    assertThat(late.outbound("second").convertedAt()).contains(at("2H"));
  }

  @Test
  void partsThatAreGivenBackAddUpToTheWhole() {
    var part = campaigns().buys("o", "2H").refunds("o", "3H", 400);
    assertThat(part.conversions().getFirst().refunded()).isEqualTo(400);
    assertThat(part.outbound("second").convertedAt()).contains(at("2H"));
    var both = part.refunds("o", "4H", 600);
    assertThat(both.conversions().getFirst().undoneAt()).contains(at("4H"));
    assertThat(both.outbound("second").convertedAt()).isEmpty();
  }

  @Test
  void noMoreIsGivenBackThanThereWas() {
    var story =
        campaigns()
            .buys("o", "2H")
            .refunds("o", "3H", 400)
            .refunds("o", "4H", Long.MAX_VALUE)
            .refunds("o", "5H", Long.MAX_VALUE);
    assertThat(story.conversions().getFirst().refunded()).isEqualTo(1000);
    assertThat(story.conversions().getFirst().undoneAt()).contains(at("4H"));
  }

  @Test
  void aConversionLaterThanAWeekAfterSendingDoesNotCountForTheMessage() {
    var story = campaigns().clicks("second", "100H").buys("o", "170H");
    assertDueTo(story, "second", TouchBasis.CLICK);
    assertThat(story.outbound("second").convertedAt()).isEmpty();
  }

  @Test
  void whatNeverArrivedIsDueNothing() {
    var story = new Story().sent("m", "0H", Origin.CAMPAIGN).clicks("m", "1H").buys("o", "2H");
    assertThat(touch(story)).isEmpty();
    assertThat(touch(story.delivered("m", "169H"))).isEmpty();
    assertDueTo(story.delivered("m", "1H"), "m", TouchBasis.CLICK);
  }

  @Test
  void theOrderOfTellingChangesNothing() {
    var events =
        new ArrayList<Event>(
            campaigns()
                .clicks("first", "2H")
                .read("second", "3H")
                .buys("o", "4H")
                .refunds("o", "5H", 300)
                .buys("p", "6H")
                .events());
    var told = Timeline.project(events, Exclusion.NONE, ProjectionSettings.DEFAULT, at("720H"));
    Collections.reverse(events);
    assertThat(Timeline.project(events, Exclusion.NONE, ProjectionSettings.DEFAULT, at("720H")))
        .isEqualTo(told);
  }
}
