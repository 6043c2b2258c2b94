package io.rapport.e2e.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.e2e.oracle.Figures.EpisodeConversionRate;
import io.rapport.e2e.oracle.Figures.Ratio;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every expected figure here was worked out by hand. */
class EpisodeConversionsTest {
  private static final String MUCH_LATER = "500H";

  private static String order(String order) {
    return "\"order\":\"%s\",\"name\":\"purchase\",\"value\":{\"minorUnits\":900,\"currency\":\"EUR\"}"
        .formatted(order);
  }

  private static String back(String order, int minorUnits) {
    return "\"order\":\"%s\",\"value\":{\"minorUnits\":%d,\"currency\":\"EUR\"}"
        .formatted(order, minorUnits);
  }

  private static EpisodeConversionRate of(long episodes, long denominator, long conversions) {
    return new EpisodeConversionRate(new Ratio(episodes, denominator, 0, Map.of()), conversions);
  }

  @Test
  void aConversionMayComeUpToADayAfterTheEnd() {
    var figures =
        new Story()
            .writes("a", "i1", "1H", "text")
            .reportsAnywhere("a", "conversion", "0H59M", order("o1"))
            .reportsAnywhere("a", "conversion", "1H", order("o2"))
            // Silence ended it with its last message.
            .reportsAnywhere("a", "conversion", "24H59M59S", order("o3"))
            .reportsAnywhere("a", "conversion", "25H", order("o4"))
            .writes("b", "i2", "0H", "text")
            .reports("b", "conversation.resolved", "5H", "\"by\":\"human\"")
            .reportsAnywhere("b", "conversion", "29H", order("o5"))
            .writes("c", "i3", "0H", "text")
            .reports("c", "conversation.resolved", "5H", "\"by\":\"human\"")
            .reportsAnywhere("c", "conversion", "28H59M59S", order("o6"))
            .reportsAnywhere("d", "conversion", "1H", order("o7"))
            .figures(MUCH_LATER);

    assertThat(figures.episodeConversionRate()).isEqualTo(of(2, 3, 3));
  }

  @Test
  void ofSeveralTheEpisodeThatOpenedLastHasIt() {
    var figures =
        new Story()
            .writes("a", "i1", "0H", "text")
            .reports("a", "conversation.resolved", "1H", "\"by\":\"human\"")
            .reportsAnywhere("a", "conversion", "1H30M", order("o1"))
            .writes("a", "i2", "2H", "text")
            .reportsAnywhere("a", "conversion", "2H", order("o2"))
            .writes("b", "i3", "0H", "text")
            .reports("b", "conversation.resolved", "1H", "\"by\":\"human\"")
            .writes("b", "i4", "2H", "text")
            .reportsAnywhere("b", "conversion", "3H", order("o3"))
            .figures(MUCH_LATER);

    assertThat(figures.episodeConversionRate()).isEqualTo(of(3, 4, 3));
  }

  @Test
  void whatIsWhollyGivenBackWithinAWeekOfTheEndBelongsToNone() {
    var figures =
        new Story()
            .writes("a", "i1", "0H", "text")
            .reportsAnywhere("a", "conversion", "2H", order("o1"))
            .reportsAnywhere("a", "refund", "3H", back("o1", 400))
            .reportsAnywhere("a", "refund", "168H", back("o1", 500))
            .writes("b", "i2", "0H", "text")
            .reportsAnywhere("b", "conversion", "2H", order("o2"))
            .reportsAnywhere("b", "refund", "168H1S", "\"order\":\"o2\"")
            .figures(MUCH_LATER);

    assertThat(figures.episodeConversionRate()).isEqualTo(of(1, 2, 1));
  }

  @Test
  void anEpisodeIsMatureAWeekAfterItsEnd() {
    var story =
        new Story()
            .writes("a", "i1", "0H", "text")
            .reportsAnywhere("a", "conversion", "2H", order("o1"))
            .writes("b", "i2", "0H1S", "text")
            .reportsAnywhere("b", "conversion", "2H", order("o2"));

    assertThat(story.figures("168H").episodeConversionRate())
        .isEqualTo(new EpisodeConversionRate(new Ratio(1, 1, 1, Map.of()), 1));
  }
}
