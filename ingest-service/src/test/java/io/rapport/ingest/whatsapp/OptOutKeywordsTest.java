package io.rapport.ingest.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptOutKeywordsTest {

  private final OptOutKeywords keywords =
      new OptOutKeywords(List.of("Stop", "désabonner", "बंद करें", "", "opt out"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stop",
        "STOP",
        "  Stop!! ",
        "\u201cstop\u201d",
        "ｓｔｏｐ",
        "DÉSABONNER",
        "De\u0301sabonner",
        "बंद करें।",
        "Opt-Out.",
        "opt   out"
      })
  void theKeywordAloneCounts(String text) {
    assertThat(keywords.matches(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "!", "don't stop", "stop it", "stopp", "optout", "\u0000", "\ud83d"})
  void anythingElseDoesNot(String text) {
    assertThat(keywords.matches(text)).isFalse();
  }

  @Test
  void aLongTextIsNotEvenLookedAt() {
    assertThat(keywords.matches("stop" + " ".repeat(1_000_000))).isFalse();
  }
}
