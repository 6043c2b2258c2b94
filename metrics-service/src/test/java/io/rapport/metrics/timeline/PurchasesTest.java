package io.rapport.metrics.timeline;

import static io.rapport.metrics.timeline.Story.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.common.event.Origin;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which episode a conversion belongs to. */
class PurchasesTest {

  private static Story answered() {
    return new Story().writes("q", "0H").sent("a", "1H", Origin.AGENT);
  }

  private static List<Integer> counts(Story story) {
    return story.episodes().stream().map(episode -> episode.conversions().count()).toList();
  }

  @Test
  void whatIsBoughtDuringAnEpisodeBelongsToIt() {
    var episode = answered().buys("o", "30M").buys("p", "20M").episodes().getFirst();
    assertThat(episode.conversions()).isEqualTo(new EpisodeConversions(2, Optional.of(at("20M"))));
  }

  @Test
  void soDoesWhatIsBoughtLessThanADayAfterItsEnd() {
    assertThat(counts(answered().buys("o", "24H59M59S"))).containsExactly(1);
    assertThat(counts(answered().buys("o", "25H"))).containsExactly(0);
    assertThat(counts(answered().resolved("2H").buys("o", "25H"))).containsExactly(1);
  }

  @Test
  void theWindowIsThatOfADelivery() {
    var none =
        new ProjectionSettings(
            Duration.ofHours(24),
            new Attribution(Duration.ofDays(7), Duration.ofDays(1), Duration.ZERO),
            Optional.empty());
    assertThat(counts(answered().buys("o", "1H").settings(none))).containsExactly(1);
    assertThat(counts(answered().buys("o", "1H1S").settings(none))).containsExactly(0);
  }

  @Test
  void whatIsBoughtBeforeAnythingWasSaidBelongsToNoEpisode() {
    assertThat(counts(answered().buys("o", "-1S"))).containsExactly(0);
  }

  @Test
  void anEpisodeThatIsOpenComesBeforeOneThatIsOver() {
    var story = answered().resolved("2H").writes("again", "3H").buys("o", "4H");
    assertThat(counts(story)).containsExactly(0, 1);
    assertThat(counts(answered().resolved("2H").writes("again", "3H").buys("o", "150M")))
        .containsExactly(1, 0);
  }

  @Test
  void ofTwoOpenOnesTheLaterOpenedOfTwoClosedTheLaterClosedCounts() {
    var open =
        answered().onChannel(2).writes("other", "30M").writes("more", "70M").buys("o", "50M");
    assertThat(counts(open)).containsExactly(0, 1);
    var closed =
        answered()
            .resolved("6H")
            .onChannel(2)
            .writes("other", "30M")
            .resolved("5H")
            .buys("o", "7H");
    assertThat(counts(closed)).containsExactly(1, 0);
  }

  @Test
  void whatIsWhollyGivenBackInTimeBelongsToNone() {
    assertThat(counts(answered().buys("o", "30M").refunds("o", "169H", 0))).containsExactly(0);
    assertThat(counts(answered().buys("o", "30M").refunds("o", "169H1S", 0))).containsExactly(1);
    assertThat(counts(answered().buys("o", "30M").refunds("o", "2H", 999))).containsExactly(1);
  }
}
