package io.rapport.e2e.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.e2e.oracle.Figures.Ratio;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every expected figure here was worked out by hand. */
class SurveysTest {
  private static final String MUCH_LATER = "600H";

  private static String invitation(String scale, String id) {
    return "\"survey\":\"s\",\"scale\":\"%s\",\"invitation\":\"%s\"".formatted(scale, id);
  }

  private static String rating(String scale, String id, int rating) {
    return invitation(scale, id) + ",\"rating\":" + rating;
  }

  @Test
  void theLastValidAnswerWithinADayOfTheFirstCounts() {
    var story =
        new Story()
            .reports("a", "survey.invited", "0H", invitation("csat", "i1"))
            .reports("a", "survey.answered", "1H", rating("csat", "i1", 0))
            .reports("a", "survey.answered", "2H", rating("csat", "i1", 2))
            .reports("a", "survey.answered", "26H", rating("csat", "i1", 4))
            .reports("a", "survey.answered", "26H1S", rating("csat", "i1", 1))
            .reports("b", "survey.invited", "0H", invitation("csat", "i2"))
            .reports("b", "survey.answered", "336H", rating("csat", "i2", 3))
            .reports("c", "survey.invited", "0H", invitation("csat", "i3"))
            .reports("c", "survey.answered", "336H1S", rating("csat", "i3", 5))
            .reports("d", "survey.invited", "1H", invitation("csat", "i4"))
            .reports("d", "survey.answered", "2H", rating("csat", "i4", 6));

    assertThat(story.figures(MUCH_LATER).csat()).isEqualTo(new Ratio(1, 2, 0, Map.of()));
    assertThat(story.figures("336H").csat()).isEqualTo(new Ratio(1, 2, 0, Map.of()));
    assertThat(story.figures("335H59M").csat()).isEqualTo(new Ratio(0, 0, 2, Map.of()));
  }

  @Test
  void anInvitationInAMessageCountsOnceThatIsDelivered() {
    var story =
        new Story()
            .sends("a", "m1", "0H", "survey")
            .status("a", "m1", "read", "5H")
            .reports("a", "survey.invited", "0H", invitation("nps", "i1") + ",\"wamid\":\"m1\"")
            // Before it arrived.
            .reports("a", "survey.answered", "4H", rating("nps", "i1", 0))
            .reports("a", "survey.answered", "5H", rating("nps", "i1", 9))
            .sends("b", "m2", "0H", "survey")
            .reports("b", "survey.invited", "0H", invitation("nps", "i2") + ",\"wamid\":\"m2\"")
            .reports("b", "survey.answered", "1H", rating("nps", "i2", 10))
            .reports("c", "survey.invited", "0H", invitation("nps", "i3"))
            .reports("c", "survey.answered", "1H", rating("nps", "i3", 6))
            .reports("d", "survey.invited", "0H", invitation("nps", "i4"))
            .reports("d", "survey.answered", "1H", rating("nps", "i4", 0))
            .reports("e", "survey.invited", "0H", invitation("nps", "i5"))
            .reports("e", "survey.answered", "1H", rating("nps", "i5", 8));

    // One promoter, two detractors, one neither; b's never arrived.
    var nps = story.figures(MUCH_LATER).nps();
    assertThat(nps.promoters()).isEqualTo(new Ratio(1, 4, 0, Map.of()));
    assertThat(nps.detractors()).isEqualTo(2);
    assertThat(nps.points()).isEqualTo(-25);
  }

  @Test
  void ofSeveralInvitationsAfterOneEpisodeTheFirstCounts() {
    var story =
        new Story()
            .writes("a", "w1", "0H", "text")
            .reports("a", "survey.invited", "1H", invitation("ces", "i1"))
            .reports("a", "survey.answered", "1H", rating("ces", "i1", 5))
            .reports("a", "survey.invited", "2H", invitation("ces", "i2"))
            .reports("a", "survey.answered", "2H", rating("ces", "i2", 7))
            .reports("a", "survey.invited", "2H", invitation("csat", "i3"))
            .reports("a", "survey.answered", "3H", rating("csat", "i3", 5))
            // A new episode.
            .writes("a", "w2", "40H", "text")
            .reports("a", "survey.invited", "41H", invitation("ces", "i4"))
            .reports("a", "survey.answered", "41H", rating("ces", "i4", 4))
            .figures(MUCH_LATER);

    assertThat(story.ces()).isEqualTo(new Ratio(1, 2, 0, Map.of()));
    assertThat(story.csat()).isEqualTo(new Ratio(1, 1, 0, Map.of()));
  }
}
