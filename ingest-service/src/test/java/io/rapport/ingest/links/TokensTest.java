package io.rapport.ingest.links;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.ingest.Stored;
import io.rapport.testing.PostgresTestResource;
import io.rapport.testing.TestTokens;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Copies of a link, one for each recipient. */
@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
class TokensTest {

  private static final String WEB = "\"target\":\"https://shop.example/\",\"campaign\":\"spring\"";

  private final String waba = "waba-" + UUID.randomUUID();
  private final Stored stored = new Stored(waba);

  @BeforeEach
  void account() {
    Accounts.add(waba);
  }

  @Test
  void everyClickOnARecipientsCopyIsAFactAboutThatRecipient() {
    var code = NewLink.of(waba, WEB);
    var tokens =
        issue(
                code,
                "{\"contact\":{\"waId\":\"4915100000001\"},\"variant\":\"B\"},"
                    + "{\"contact\":{\"userId\":\"DE.1234567890\"}}")
            .statusCode(200)
            .extract();
    List<String> suffixes = tokens.path("items.suffix");
    assertThat(suffixes).hasSize(2).allMatch(suffix -> suffix.matches(code + "/[0-9A-Za-z]{17}"));
    assertThat(tokens.<List<String>>path("items.url"))
        .containsExactly(
            "http://localhost:8081/l/" + suffixes.get(0),
            "http://localhost:8081/l/" + suffixes.get(1));

    assertThat(Browser.open("/l/" + suffixes.get(0)).statusCode()).isEqualTo(302);
    Browser.open("/l/" + suffixes.get(0));
    Browser.open("/l/" + suffixes.get(1));
    await().until(() -> stored.count("event", "kind = 40") == 3);
    assertThat(
            stored.rows(
                """
                SELECT count(*), count(DISTINCT contact_id), count(DISTINCT reference_id)
                FROM rapport.event WHERE account_id = :account"""))
        .containsExactly(List.of(3L, 2L, 1L));
    assertThat(
            stored.values(
                "SELECT label->>'campaign' FROM rapport.event WHERE account_id = :account"))
        .containsOnly("spring");
    assertThat(stored.count("event", "label->>'variant' = 'B'")).isEqualTo(2);
    assertThat(stored.count("link_click")).isZero();
    assertThat(stored.announced()).isPositive();
  }

  @Test
  void aRecipientIsTheSameContactUnderEveryName() {
    var code = NewLink.of(waba, WEB);
    issue(code, "{\"contact\":{\"waId\":\"4915100000001\"}}").statusCode(200);
    var contact =
        stored.values("SELECT contact_id FROM rapport.contact WHERE account_id = :account");
    assertThat(contact).hasSize(1);
    issue(
            code,
            "{\"contact\":{\"contactId\":\"%s\"}},{\"contact\":{\"waId\":\"+49 151 00000001\"}}"
                .formatted(contact.getFirst()))
        .statusCode(200);
    assertThat(stored.count("contact")).isOne();
    assertThat(stored.count("link_token")).isEqualTo(3);
    assertThat(
            stored.values(
                "SELECT DISTINCT contact_id FROM rapport.link_token WHERE account_id = :account"))
        .isEqualTo(contact);
  }

  @Test
  void aClickBelongsToTheMessageItsCopyWasSentIn() {
    stored.execute(
        """
        INSERT INTO rapport.channel (account_id, channel_id, phone_number_id, created_at)
        VALUES (:account, 1, '7', now())""");
    var code = NewLink.of(waba, WEB);
    var tokens = issue(code, "{\"contact\":{\"waId\":\"4915100000001\"}}").extract();
    String token = tokens.path("items[0].token");
    sent(code, token, "7").statusCode(204);
    sent(code, token, "8")
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/items/0/message/phoneNumberId"));
    Browser.open("/l/" + tokens.path("items[0].suffix"));
    await().until(() -> stored.count("event", "kind = 40 AND channel_id = 1") == 1);
    assertThat(stored.count("event", "message_id IS NOT NULL")).isOne();
    assertThat(
            stored.count(
                "event",
                "message_id = (SELECT message_id FROM rapport.link_token t"
                    + " WHERE t.account_id = event.account_id)"))
        .isOne();
  }

  @Test
  void aTokenOfAnotherLinkOrAnotherAccountOrMadeUpLeadsNowhere() {
    var code = NewLink.of(waba, WEB);
    var second = NewLink.of(waba, WEB);
    var foreignWaba = "waba-" + UUID.randomUUID();
    Accounts.add(foreignWaba);
    var foreign = NewLink.of(foreignWaba, WEB);
    String token =
        issue(code, "{\"contact\":{\"waId\":\"4915100000001\"}}").extract().path("items[0].token");
    assertThat(Browser.open("/l/" + second + "/" + token).statusCode()).isEqualTo(404);
    assertThat(Browser.open("/l/" + foreign + "/" + token).statusCode()).isEqualTo(404);
    assertThat(Browser.open("/l/" + code + "/" + "0".repeat(17)).statusCode()).isEqualTo(404);
    assertThat(Browser.open("/l/" + code + "/x").statusCode()).isEqualTo(404);
    sent(second, token, "7").statusCode(400);
    assertThat(stored.count("event")).isZero();
  }

  @Test
  void anExpiredTokenLeadsOnAndTheClickIsAnyones() {
    var code = NewLink.of(waba, WEB);
    String suffix =
        issue(code, "{\"contact\":{\"waId\":\"4915100000001\"}}").extract().path("items[0].suffix");
    stored.execute("UPDATE rapport.link_token SET expires_at = now() WHERE account_id = :account");
    assertThat(Browser.open("/l/" + suffix).statusCode()).isEqualTo(302);
    await().until(() -> stored.count("link_click") == 1);
    assertThat(stored.count("event")).isZero();
  }

  @Test
  void requestsAreBoundedAndCheckedAsAWhole() {
    var code = NewLink.of(waba, WEB);
    var many =
        IntStream.rangeClosed(0, 1000)
            .mapToObj(i -> "{\"contact\":{\"waId\":\"49151%08d\"}}".formatted(i))
            .collect(Collectors.joining(","));
    issue(code, many).statusCode(413);
    issue(code, "{\"contact\":{}}").statusCode(400);
    issue(code, "{\"contact\":{\"waId\":\"nobody\"}}").statusCode(400);
    issue(
            code,
            "{\"contact\":{\"waId\":\"4915100000001\"}},{\"contact\":{\"contactId\":\"%s\"}}"
                .formatted(UUID.randomUUID()))
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/items/1/contact/contactId"));
    assertThat(stored.count("link_token")).isZero();
  }

  @Test
  void onlyWhoSendsMayIssue() {
    var code = NewLink.of(waba, WEB);
    var body = "{\"items\":[{\"contact\":{\"waId\":\"4915100000001\"}}]}";
    for (var role : List.of("viewer", "analyst", "privacy")) {
      given()
          .auth()
          .oauth2(TestTokens.of(role, waba))
          .contentType("application/json")
          .body(body)
          .post("/v1/links/" + code + "/tokens")
          .then()
          .statusCode(403);
    }
    given()
        .auth()
        .oauth2(TestTokens.of("marketer", "another"))
        .contentType("application/json")
        .body(body)
        .post("/v1/links/" + code + "/tokens")
        .then()
        .statusCode(403);
  }

  private ValidatableResponse issue(String code, String recipients) {
    return given()
        .auth()
        .oauth2(TestTokens.of("integrator", waba))
        .contentType("application/json")
        .body("{\"items\":[" + recipients + "]}")
        .post("/v1/links/" + code + "/tokens")
        .then();
  }

  private ValidatableResponse sent(String code, String token, String phoneNumberId) {
    return given()
        .auth()
        .oauth2(TestTokens.of("integrator", waba))
        .contentType("application/json")
        .body(
            """
            {"items":[{"token":"%s","message":{"phoneNumberId":"%s","wamid":"wamid.sent"}}]}"""
                .formatted(token, phoneNumberId))
        .put("/v1/links/" + code + "/tokens/messages")
        .then();
  }
}
