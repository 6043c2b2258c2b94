package io.rapport.e2e.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Every expected figure here was worked out by hand. */
class HandoversTest {
  private static final String MUCH_LATER = "500H";
  private static final String TO_HUMAN = "\"to\":\"human\"";

  private static List<Long> human(Story story) {
    return story.figures(MUCH_LATER).responseTime().human().seconds();
  }

  private static Story botAnswered() {
    return new Story().writes("a", "i1", "0H", "text").sends("a", "m1", "0H1M", "bot");
  }

  @Test
  void aPersonIsWaitedForFromTheFirstHandoverAfterABotHasAnswered() {
    var figures =
        botAnswered()
            .reports("a", "handover", "0H10M0.7S", TO_HUMAN)
            .reports("a", "handover", "0H12M", TO_HUMAN)
            .sends("a", "m2", "0H15M", "agent")
            .figures(MUCH_LATER);

    assertThat(figures.responseTime().human().seconds()).isEqualTo(List.of(300L));
    assertThat(figures.responseTime().any().seconds()).isEqualTo(List.of(60L));
    assertThat(figures.responseTime().bot().seconds()).isEqualTo(List.of(60L));
    assertThat(figures.firstResponseTime().human().seconds()).isEqualTo(List.of(300L));
  }

  @Test
  void whoeverNoBotAnsweredHasWaitedFromTheBeginning() {
    assertThat(
            human(
                new Story()
                    .writes("a", "i1", "0H", "text")
                    .reports("a", "handover", "0H5M", TO_HUMAN)
                    .sends("a", "m1", "0H6M", "bot")
                    .sends("a", "m2", "0H10M", "agent")))
        .isEqualTo(List.of(600L));
    // It had answered the turn before.
    assertThat(
            human(
                botAnswered()
                    .writes("a", "i2", "1H", "text")
                    .reports("a", "handover", "1H", TO_HUMAN)
                    .sends("a", "m2", "1H10M", "app")))
        .isEqualTo(List.of(600L));
  }

  @Test
  void aPersonWhoWroteBeforeTheSecondOfTheHandoverCameFromTheBeginning() {
    assertThat(
            human(
                botAnswered()
                    .sends("a", "m2", "0H9M59S", "agent")
                    .reports("a", "handover", "0H10M", TO_HUMAN)
                    .sends("a", "m3", "0H15M", "agent")))
        .isEqualTo(List.of(599L));
    assertThat(
            human(
                botAnswered()
                    .sends("a", "m2", "0H10M", "agent")
                    .reports("a", "handover", "0H10M0.9S", TO_HUMAN)))
        .isEqualTo(List.of(0L));
  }

  @Test
  void theHandoverMayComeAfterTheEpisodeAndFromWhoDoesNotKnowTheChannel() {
    assertThat(
            human(
                botAnswered()
                    .reportsAnywhere("a", "handover", "30H", TO_HUMAN)
                    .sends("a", "m2", "31H", "agent")))
        .isEqualTo(List.of(3600L));
  }

  @Test
  void handoversToBotsOrOfOtherChannelsChangeNothing() {
    assertThat(
            human(
                botAnswered()
                    .reports("a", "handover", "0H5M", "\"to\":\"bot\"")
                    .reportsAnywhere("a", "handover", "0H6M", "\"channel\":\"11\"," + TO_HUMAN)
                    .sends("a", "m2", "0H10M", "agent")))
        .isEqualTo(List.of(600L));
  }
}
