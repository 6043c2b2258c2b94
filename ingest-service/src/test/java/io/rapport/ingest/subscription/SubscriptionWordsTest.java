package io.rapport.ingest.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.common.event.SubscriptionWord;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubscriptionWordsTest {

  private final SubscriptionWords all = SubscriptionWords.all();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stop",
        "STOP",
        "  Stop!! ",
        "\u201cstop\u201d",
        "ｓｔｏｐ",
        "Stop \u26d4\ufe0f",
        "s\u200btop",
        "DÉSABONNER",
        "De\u0301sabonner",
        "desabonner",
        "CANCELAR INSCRICAO",
        "बंद करें।",
        "Opt-Out.",
        "opt   out",
        "ABONELİĞİ İPTAL ET",
        "الغاء الاشتراك",
        "Hủy đăng ký",
        "отписаться",
        "退訂"
      })
  void whatEndsASubscription(String text) {
    assertThat(all.wordOf(text)).isEqualTo(SubscriptionWord.OPT_OUT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "START",
        "Subscribe!",
        "abonnieren",
        "Alta",
        "Inscrever-me",
        "s'abonner",
        "S\u2019ABONNER",
        "m abonner",
        "iscrivimi",
        "aanmelden",
        "подписаться",
        "구독"
      })
  void whatBeginsOne(String text) {
    assertThat(all.wordOf(text)).isEqualTo(SubscriptionWord.OPT_IN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "!",
        "don't stop",
        "stop it",
        "yes",
        "ja",
        "no",
        "\u0000",
        "\ud83d",
        "st\u0000op",
        "\u26d4\ufe0f",
        "\u200b"
      })
  void anythingElseSaysNothing(String text) {
    assertThat(all.wordOf(text)).isEqualTo(SubscriptionWord.NONE);
  }

  @Test
  void aLongTextIsNotEvenLookedAt() {
    assertThat(all.wordOf("stop" + " ".repeat(1_000_000))).isEqualTo(SubscriptionWord.NONE);
  }

  @ParameterizedTest
  @EnumSource(WordLanguage.class)
  void everyKnownWordIsUnderstoodHoweverItIsWritten(WordLanguage language) {
    var words = SubscriptionWords.of(Set.of(language), List.of(), List.of());
    for (var word : language.optOut()) {
      assertThat(words.wordOf("¡" + word.toUpperCase(Locale.ROOT) + "!"))
          .as(word)
          .isEqualTo(SubscriptionWord.OPT_OUT);
    }
    for (var word : language.optIn()) {
      assertThat(words.wordOf(" " + word + ".")).as(word).isEqualTo(SubscriptionWord.OPT_IN);
    }
  }

  @Test
  void noWordEndsASubscriptionInOneLanguageAndBeginsItInAnother() {
    var optOut = new HashSet<String>();
    Stream.of(WordLanguage.values())
        .flatMap(language -> language.optOut().stream())
        .map(SubscriptionWords::normalised)
        .forEach(optOut::add);
    assertThat(WordLanguage.values())
        .allSatisfy(
            language ->
                assertThat(language.optIn().stream().map(SubscriptionWords::normalised))
                    .doesNotContainAnyElementsOf(optOut));
  }

  @Test
  void onlyTheWordsOfChosenLanguagesApplyAndEnglishAlways() {
    var german = SubscriptionWords.of(Set.of(WordLanguage.DE), List.of(), List.of());
    assertThat(german.wordOf("abmelden")).isEqualTo(SubscriptionWord.OPT_OUT);
    assertThat(german.wordOf("stop")).isEqualTo(SubscriptionWord.OPT_OUT);
    assertThat(german.wordOf("baja")).isEqualTo(SubscriptionWord.NONE);
  }

  @Test
  void aWordThatWouldDoBothEndsIt() {
    var words =
        SubscriptionWords.of(
            Set.of(), List.of("Basta", "start"), List.of("basta!", "", "ja bitte"));
    assertThat(words.wordOf("basta")).isEqualTo(SubscriptionWord.OPT_OUT);
    assertThat(words.wordOf("START")).isEqualTo(SubscriptionWord.OPT_OUT);
    assertThat(words.wordOf("Ja, bitte")).isEqualTo(SubscriptionWord.OPT_IN);
  }
}
