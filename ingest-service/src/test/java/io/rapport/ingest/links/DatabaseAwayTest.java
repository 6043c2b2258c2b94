package io.rapport.ingest.links;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.rapport.ingest.Stored;
import io.rapport.testing.PostgresTestResource;
import io.rapport.testing.TestDatabase;
import io.rapport.testing.TestTokens;
import io.restassured.response.ValidatableResponse;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Links lead on while the database does not answer, as far as they are known. */
@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
@TestProfile(DatabaseAwayTest.Impatient.class)
class DatabaseAwayTest {

  private static final String WEB = "\"target\":\"https://shop.example/\"";

  /** Nothing is taken for fresh, and little waits. */
  public static final class Impatient implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "rapport.ingest.links.lookup.fresh-for", "1ms",
          "rapport.ingest.links.lookup.timeout", "300ms",
          "rapport.ingest.links.clicks.queue-capacity", "3",
          "rapport.ingest.links.max-per-account", "2",
          "rapport.ingest.links.allowed-hosts", "shop.example,*.shop.example");
    }
  }

  private final String waba = "waba-" + UUID.randomUUID();
  private final Stored stored = new Stored(waba);

  @BeforeEach
  void account() {
    Accounts.add(waba);
  }

  @Test
  void aKnownLinkLeadsOnAndItsClicksWaitAsManyAsMay() throws SQLException {
    var known = NewLink.of(waba, WEB);
    var neverFollowed = NewLink.of(waba, WEB);
    assertThat(Browser.open("/l/" + known).statusCode()).isEqualTo(302);
    await().until(() -> stored.count("link_click") == 1);
    double lost = metric("rapport_ingest_links_clicks_lost_total\\{reason=\"queue_full\"\\}");
    try (var away = TestDatabase.shared().admin();
        var statement = away.createStatement()) {
      away.setAutoCommit(false);
      statement.execute("LOCK TABLE rapport.link, rapport.link_click IN ACCESS EXCLUSIVE MODE");
      for (int i = 0; i < 5; i++) {
        assertThat(Browser.open("/l/" + known).statusCode()).isEqualTo(302);
      }
      assertThat(metric("rapport_ingest_links_clicks_depth")).isEqualTo(3);
      assertThat(metric("rapport_ingest_links_clicks_lost_total\\{reason=\"queue_full\"\\}"))
          .isEqualTo(lost + 2);
      var unknown = Browser.open("/l/" + neverFollowed);
      assertThat(unknown.statusCode()).isEqualTo(503);
      assertThat(unknown.headers().firstValue("Retry-After")).isPresent();
      away.rollback();
    }
    await().until(() -> stored.count("link_click") == 4);
    assertThat(Browser.open("/l/" + neverFollowed).statusCode()).isEqualTo(302);
  }

  @Test
  void aVisitorIsLedOnBeforeTheVisitIsWrittenIfThatTakesTooLong() throws SQLException {
    var code = NewLink.of(waba, "\"whatsapp\":{\"phoneNumber\":\"15550001111\",\"text\":\"Hi\"}");
    assertThat(Browser.open("/l/" + code).statusCode()).isEqualTo(302);
    assertThat(stored.count("link_visit")).isOne();
    try (var away = TestDatabase.shared().admin();
        var statement = away.createStatement()) {
      away.setAutoCommit(false);
      statement.execute("LOCK TABLE rapport.link_visit IN ACCESS EXCLUSIVE MODE");
      assertThat(Browser.open("/l/" + code).statusCode()).isEqualTo(302);
      away.rollback();
    }
    await().until(() -> stored.count("link_visit") == 2);
  }

  @Test
  void aLinkLeadsOnlyToHostsThatAreAllowed() {
    NewLink.of(waba, "\"target\":\"https://WWW.shop.example/\"");
    for (var target : List.of("https://evil.example/", "https://shop.example.evil.example/")) {
      post("\"target\":\"" + target + "\"").statusCode(400);
    }
  }

  @Test
  void anAccountHasAsManyLinksAsItMayHave() {
    var first = NewLink.of(waba, WEB);
    NewLink.of(waba, WEB);
    post(WEB).statusCode(409);
    assertThat(metric("rapport_ingest_links_most")).isGreaterThanOrEqualTo(2);
    given()
        .auth()
        .oauth2(TestTokens.of("marketer", waba))
        .header("If-Match", "*")
        .post("/v1/links/" + first + "/archive")
        .then()
        .statusCode(200);
    NewLink.of(waba, WEB);
  }

  private ValidatableResponse post(String members) {
    return given()
        .auth()
        .oauth2(TestTokens.of("marketer", waba))
        .contentType("application/json")
        .body("{\"account\":\"%s\",\"name\":\"n\",%s}".formatted(waba, members))
        .post("/v1/links")
        .then();
  }

  private static double metric(String name) {
    var line =
        Pattern.compile("(?m)^" + name + "(?:\\{\\})? (\\S+)$")
            .matcher(given().get("/q/metrics").then().extract().asString());
    return line.find() ? Double.parseDouble(line.group(1)) : 0;
  }
}
