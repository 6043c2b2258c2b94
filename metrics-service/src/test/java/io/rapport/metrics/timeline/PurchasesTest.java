package io.rapport.metrics.timeline;

import static io.rapport.metrics.timeline.Story.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.common.event.Origin;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
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
  void ofSeveralEpisodesTheLastToOpenCounts() {
    var story = answered().resolved("2H").writes("again", "3H").buys("o", "4H");
    assertThat(counts(story)).containsExactly(0, 1);
    assertThat(counts(answered().resolved("2H").writes("again", "3H").buys("o", "150M")))
        .containsExactly(1, 0);
  }

  @Test
  void soItIsOnSeveralChannelsWhicheverIsOver() {
    for (var bought : List.of("35M", "50M", "3H")) {
      var story = answered().resolved("6H").onChannel(2).writes("other", "30M").buys("o", bought);
      assertThat(counts(story)).as(bought).containsExactly(0, 1);
    }
  }

  @Test
  void oneThatIsOverForLongGivesWayToOneThatIsOpen() {
    var story = answered().onChannel(2).writes("other", "30M").onChannel(1);
    for (int hour = 12; hour < 60; hour += 12) {
      story.writes("still " + hour, hour + "H");
    }
    assertThat(counts(story.buys("o", "40H"))).containsExactly(1, 0);
  }

  @Test
  void whatIsWhollyGivenBackInTimeBelongsToNone() {
    assertThat(counts(answered().buys("o", "30M").refunds("o", "169H", 0))).containsExactly(0);
    assertThat(counts(answered().buys("o", "30M").refunds("o", "169H1S", 0))).containsExactly(1);
    assertThat(counts(answered().buys("o", "30M").refunds("o", "2H", 999))).containsExactly(1);
  }

  /** With timeouts and windows as short and as long as they may be. */
  @Property(tries = 400)
  void afterItsHorizonNothingChangesWhatBelongsToAnEpisode(
      @ForAll long seed, @ForAll @IntRange(min = 180, max = 330) int hours) {
    var random = new Random(seed);
    var delivery = List.of(Duration.ZERO, Duration.ofHours(1), Duration.ofDays(7));
    var windows =
        new Attribution(
            Duration.ofDays(7), Duration.ofDays(1), delivery.get(random.nextInt(delivery.size())));
    var chosen =
        new ProjectionSettings(
            Duration.ofHours(random.nextBoolean() ? 1 : 72), windows, Optional.empty());
    var events = new ContactHistories(seed).history(80);
    var then = at(hours + "H");
    var known = events.stream().filter(event -> !event.occurredAt().isAfter(then)).toList();
    var before = Timeline.project(known, Exclusion.NONE, chosen, then).episodes();
    var after =
        Timeline.project(events, Exclusion.NONE, chosen, at("720H")).episodes().stream()
            .collect(Collectors.toMap(EpisodeFact::episodeId, Function.identity()));
    for (var episode : before) {
      boolean mature =
          episode.closedAt().filter(at -> !at.plus(windows.horizon()).isAfter(then)).isPresent();
      // A status that tells later of an earlier sending may change how an episode closed, or that
      // there was one: then what belonged to it belongs to another.
      if (mature && asTheyWere(before, after)) {
        assertThat(after.get(episode.episodeId()).conversions()).isEqualTo(episode.conversions());
      }
    }
  }

  /** Whether those that had ended are still there, and ended when they did. */
  private static boolean asTheyWere(List<EpisodeFact> before, Map<UUID, EpisodeFact> after) {
    return before.stream()
        .filter(episode -> episode.closedAt().isPresent())
        .allMatch(
            episode ->
                Optional.ofNullable(after.get(episode.episodeId()))
                    .filter(later -> later.closedAt().equals(episode.closedAt()))
                    .isPresent());
  }
}
