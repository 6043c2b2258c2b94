package io.rapport.ingest.links;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.NotBlank;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** Tags are added to an address, and everything else in it stays. */
class QueryStringTest {

  @Test
  void tagsComeBeforeTheFragmentAndAfterTheQuery() {
    assertThat(tagged("https://a.example")).isEqualTo("https://a.example?utm_source=whatsapp");
    assertThat(tagged("https://a.example/?")).isEqualTo("https://a.example/?utm_source=whatsapp");
    assertThat(tagged("https://a.example/?b=c&"))
        .isEqualTo("https://a.example/?b=c&utm_source=whatsapp");
    assertThat(tagged("https://a.example/?b=c#d?e"))
        .isEqualTo("https://a.example/?b=c&utm_source=whatsapp#d?e");
  }

  @Test
  void whatTheAddressSaysItselfCounts() {
    for (var own : List.of("utm_source=x", "UTM_Source=x", "utm%5Fsource=x", "a=b&utm_source")) {
      var url = "https://a.example/?" + own + "#top";
      assertThat(tagged(url)).isEqualTo(url);
    }
  }

  @Property
  void pathQueryAndFragmentStay(
      @ForAll("urls") String url, @ForAll @StringLength(max = 50) @NotBlank String campaign) {
    var utm = new Utm("whatsapp", "messaging", Optional.of(campaign), Optional.empty());
    var before = URI.create(url);
    var after = URI.create(QueryString.with(url, utm.parameters()));
    assertThat(after.getScheme()).isEqualTo(before.getScheme());
    assertThat(after.getRawAuthority()).isEqualTo(before.getRawAuthority());
    assertThat(after.getRawPath()).isEqualTo(before.getRawPath());
    assertThat(after.getRawFragment()).isEqualTo(before.getRawFragment());
    assertThat(after.getRawQuery())
        .startsWith(Optional.ofNullable(before.getRawQuery()).orElse(""));
    for (var name : utm.parameters().keySet()) {
      assertThat(after.getRawQuery().split("[&=]", -1)).containsOnlyOnce(name);
    }
  }

  @Property
  void taggingTwiceIsTaggingOnce(@ForAll("urls") String url) {
    var parameters =
        new Utm("whatsapp", "messaging", Optional.of("a & b"), Optional.of("ü")).parameters();
    var once = QueryString.with(url, parameters);
    assertThat(QueryString.with(once, parameters)).isEqualTo(once);
  }

  @Provide
  Arbitrary<String> urls() {
    var word = Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(8);
    var path = word.map(text -> "/" + text).injectNull(0.3);
    var name = Arbitraries.oneOf(word, Arbitraries.of("utm_source", "utm_medium", "utm_campaign"));
    var query =
        Combinators.combine(name, word)
            .as((key, value) -> key + "=" + value)
            .list()
            .uniqueElements(parameter -> parameter.split("=", 2)[0])
            .ofMaxSize(4)
            .map(parameters -> parameters.isEmpty() ? null : "?" + String.join("&", parameters));
    var fragment = word.map(text -> "#" + text).injectNull(0.5);
    return Combinators.combine(path, query, fragment)
        .as((p, q, f) -> "https://shop.example" + text(p) + text(q) + text(f));
  }

  private static String text(String part) {
    return part == null ? "" : part;
  }

  private static String tagged(String url) {
    return QueryString.with(url, Map.of("utm_source", "whatsapp"));
  }
}
