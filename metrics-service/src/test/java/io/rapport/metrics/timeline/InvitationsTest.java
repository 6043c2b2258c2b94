package io.rapport.metrics.timeline;

import static io.rapport.common.event.SurveyScale.CSAT;
import static io.rapport.common.event.SurveyScale.NPS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.rapport.common.event.Origin;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InvitationsTest {

  private static List<InvitationFact> invitations(Story story) {
    return story.project().invitations();
  }

  private static Optional<Integer> rating(Story story) {
    return invitations(story).getFirst().rating().map(InvitationFact.Rating::value);
  }

  private static Story invited() {
    return new Story().invited("i", "0H", CSAT);
  }

  @Test
  void itIsDeliveredWithItsMessage() {
    var story = new Story().sent("m", "1H", Origin.SURVEY).invited("i", "1H", CSAT, "m");
    assertThat(invitations(story))
        .extracting(InvitationFact::deliveredAt)
        .containsExactly(Optional.empty());
    assertThat(rating(story.rates("i", "2H", 4))).isEmpty();
    assertThat(invitations(story.delivered("m", "1H5S")))
        .extracting(InvitationFact::deliveredAt)
        .containsExactly(Optional.of(Story.at("1H5S")));
    assertThat(rating(story)).contains(4);
  }

  @Test
  void theLastAnswerWithinADayOfTheFirstCounts() {
    var story = invited().rates("i", "1H", 2).rates("i", "25H", 5).rates("i", "25H1S", 1);
    assertThat(rating(story)).contains(5);
  }

  @Test
  void anAnswerOutsideOfTheScaleIsNone() {
    assertThat(rating(invited().rates("i", "1H", 6).rates("i", "2H", 3).rates("i", "3H", 0)))
        .contains(3);
    assertThat(rating(invited().rates("i", "1H", 6))).isEmpty();
  }

  @Test
  void itExpiresAfterTwoWeeks() {
    assertThat(rating(invited().rates("i", "336H", 5))).contains(5);
    assertThat(rating(invited().rates("i", "336H1S", 5))).isEmpty();
    assertThat(rating(new Story().invited("i", "1H", CSAT).rates("i", "59M", 5))).isEmpty();
  }

  @Test
  void anEpisodeIsAskedAboutOnceOnEachScale() {
    var story =
        new Story()
            .invited("before", "0H", CSAT)
            .invited("again", "1H", CSAT)
            .writes("q", "2H")
            .invited("first", "3H", CSAT)
            .invited("second", "4H", CSAT)
            .invited("other", "5H", NPS)
            .writes("q2", "48H")
            .invited("next", "49H", CSAT);
    assertThat(invitations(story))
        .extracting(InvitationFact::invitationId, InvitationFact::repeated)
        .containsExactlyInAnyOrder(
            tuple(Story.id("before"), false),
            tuple(Story.id("again"), false),
            tuple(Story.id("first"), false),
            tuple(Story.id("second"), true),
            tuple(Story.id("other"), false),
            tuple(Story.id("next"), false));
  }
}
