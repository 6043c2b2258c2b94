package io.rapport.ingest.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rapport.common.event.MessageLabel;
import io.rapport.common.event.Origin;
import io.vertx.core.MultiMap;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagsTest {

  private static final MessageLabel SAID =
      new MessageLabel(
          Optional.of(Origin.BOT),
          Optional.of("of the body"),
          Optional.of("a"),
          Optional.of("spring_offer"),
          Optional.of("de"),
          Optional.empty(),
          Optional.of("template"));

  private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();

  @Test
  void aHeaderCountsBeforeTheBody() {
    headers.add("x-rapport-campaign", "Fr%C3%BChling%201");
    headers.add("X-Rapport-Segment", " vip ");
    headers.add("X-Rapport-Origin", "campaign");
    assertThat(Tags.of(headers).over(SAID))
        .isEqualTo(
            new MessageLabel(
                Optional.of(Origin.CAMPAIGN),
                Optional.of("Frühling 1"),
                Optional.of("a"),
                Optional.of("spring_offer"),
                Optional.of("de"),
                Optional.of("vip"),
                Optional.of("template")));
  }

  @Test
  void withoutHeadersTheBodyCounts() {
    assertThat(Tags.of(headers).over(SAID)).isEqualTo(SAID);
  }

  @Test
  void whoNamesACampaignMeansOne() {
    headers.add("X-Rapport-Campaign", "spring");
    assertThat(Tags.of(headers).over(MessageLabel.NONE).origin()).contains(Origin.CAMPAIGN);
  }

  @ParameterizedTest
  @CsvSource({
    "Campaign, %ZZ",
    "Campaign, %FF",
    "Variant, %00",
    "Variant, a%0Ab",
    "Segment, '  '",
    "Origin, nobody",
  })
  void aHeaderThatSaysNothingIsRefused(String name, String value) {
    headers.add("X-Rapport-" + name, value);
    assertThatThrownBy(() -> Tags.of(headers))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("X-Rapport-" + name);
  }

  @Test
  void aHeaderHasAHundredCharacters() {
    headers.add("X-Rapport-Campaign", "x".repeat(100));
    assertThat(Tags.of(headers).campaign()).isPresent();
    headers.set("X-Rapport-Campaign", "x".repeat(101));
    assertThatThrownBy(() -> Tags.of(headers)).isInstanceOf(IllegalArgumentException.class);
  }
}
