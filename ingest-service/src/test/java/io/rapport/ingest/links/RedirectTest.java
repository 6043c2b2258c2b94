package io.rapport.ingest.links;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.ingest.Stored;
import io.rapport.testing.PostgresTestResource;
import io.rapport.testing.TestTokens;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens when somebody follows a link. */
@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
class RedirectTest {

  private final String waba = "waba-" + UUID.randomUUID();
  private final Stored stored = new Stored(waba);

  @BeforeEach
  void account() {
    Accounts.add(waba);
  }

  @Test
  void itLeadsToTheTargetWithTagsAndIsNotStored() {
    var code =
        link(
            """
            "target":"https://shop.example/sale?color=red&utm_medium=own#top","campaign":"Spring sale\"""");
    var answer = Browser.open("/l/" + code);
    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(Browser.location(answer))
        .isEqualTo(
            "https://shop.example/sale?color=red&utm_medium=own&utm_source=whatsapp"
                + "&utm_campaign=Spring%20sale#top");
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @Test
  void everyClickOfNobodyInParticularIsCounted() {
    var code = link("\"target\":\"https://shop.example/\"");
    Browser.open("/l/" + code);
    Browser.open("/l/" + code);
    await().until(() -> stored.count("link_click") == 2);
    assertThat(stored.count("link_click", "agent = 1")).isEqualTo(2);
    assertThat(stored.count("event")).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WhatsApp/2.23.20.0",
        "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
        "Twitterbot/1.0",
        "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
      })
  void whoFetchesAPreviewIsLedOnAndNotCounted(String userAgent) {
    var code = link("\"target\":\"https://shop.example/\"");
    assertThat(Browser.open("/l/" + code, "User-Agent", userAgent).statusCode()).isEqualTo(302);
    assertOnlyACustomerCounts(code);
  }

  @Test
  void headAndPrefetchAreLedOnAndNotCounted() {
    var code = link("\"target\":\"https://shop.example/\"");
    assertThat(Browser.head("/l/" + code).statusCode()).isEqualTo(302);
    Browser.open("/l/" + code, "User-Agent", Browser.PHONE, "Sec-Purpose", "prefetch;prerender");
    Browser.open("/l/" + code, "User-Agent", Browser.PHONE, "Purpose", "prefetch");
    assertOnlyACustomerCounts(code);
  }

  /** Clicks of an account are written in the order in which they came. */
  private void assertOnlyACustomerCounts(String code) {
    Browser.open("/l/" + code);
    await().until(() -> stored.count("link_click") > 0);
    assertThat(stored.count("link_click")).isOne();
  }

  @Test
  void anEndedLinkSaysSoOrLeadsToItsFallback() {
    var silent =
        link("\"target\":\"https://shop.example/\",\"expiresAt\":\"2026-01-01T00:00:00Z\"");
    assertThat(Browser.open("/l/" + silent).statusCode()).isEqualTo(410);
    var helpful =
        link(
            """
            "target":"https://shop.example/","expiresAt":"2026-01-01T00:00:00Z",\
            "fallback":"https://shop.example/all\"""");
    var answer = Browser.open("/l/" + helpful);
    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(Browser.location(answer)).isEqualTo("https://shop.example/all");
    var running =
        link(
            "\"target\":\"https://shop.example/\",\"expiresAt\":\"%s\""
                .formatted(Instant.now().plusSeconds(3600)));
    assertThat(Browser.open("/l/" + running).statusCode()).isEqualTo(302);
  }

  @Test
  void anArchivedLinkHasEndedAtOnce() {
    var code = link("\"target\":\"https://shop.example/\"");
    assertThat(Browser.open("/l/" + code).statusCode()).isEqualTo(302);
    given()
        .auth()
        .oauth2(TestTokens.of("marketer", waba))
        .header("If-Match", "*")
        .post("/v1/links/" + code + "/archive")
        .then()
        .statusCode(200);
    assertThat(Browser.open("/l/" + code).statusCode()).isEqualTo(410);
  }

  @Test
  void whatDoesNotExistOrIsSwitchedOffIsNotFoundInTheVisitorsLanguage() {
    var off = link("\"target\":\"https://shop.example/\",\"enabled\":false");
    var german = Browser.open("/l/" + off, "Accept-Language", "fr;q=0.3, de-AT;q=0.9");
    assertThat(german.statusCode()).isEqualTo(404);
    assertThat(german.body()).contains("lang=\"de\"", "Diesen Link gibt es nicht");
    var english = Browser.open("/l/1aaaaaaaa", "Accept-Language", "fr");
    assertThat(english.statusCode()).isEqualTo(404);
    assertThat(english.body()).contains("lang=\"en\"", "This link does not exist");
    assertThat(Browser.open("/l/x", "Accept-Language", ";;nonsense").statusCode()).isEqualTo(404);
    assertThat(Browser.open("/l/%0d%0aSet-Cookie:a").statusCode()).isEqualTo(404);
  }

  @Test
  void aTargetInTheRequestIsIgnored() {
    var code = link("\"target\":\"https://shop.example/\",\"tagged\":false");
    assertThat(Browser.location(Browser.open("/l/" + code + "?target=https://evil.example&url=x")))
        .isEqualTo("https://shop.example/");
  }

  @Test
  void aChangeHoldsAtOnce() {
    var code = link("\"target\":\"https://shop.example/old\",\"tagged\":false");
    Browser.open("/l/" + code);
    given()
        .auth()
        .oauth2(TestTokens.of("marketer", waba))
        .contentType("application/json")
        .header("If-Match", "*")
        .body("{\"name\":\"n\",\"target\":\"https://shop.example/new\",\"tagged\":false}")
        .put("/v1/links/" + code)
        .then()
        .statusCode(200);
    assertThat(Browser.location(Browser.open("/l/" + code))).isEqualTo("https://shop.example/new");
  }

  private String link(String members) {
    return NewLink.of(waba, members);
  }
}
