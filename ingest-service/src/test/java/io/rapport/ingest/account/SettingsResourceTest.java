package io.rapport.ingest.account;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.common.event.SubscriptionWord;
import io.rapport.ingest.Stored;
import io.rapport.testing.PostgresTestResource;
import io.rapport.testing.TestDatabase;
import io.rapport.testing.TestTokens;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
class SettingsResourceTest {

  @Inject AccountDirectory directory;
  @Inject CurrentSettings current;

  private final String waba = "waba-" + UUID.randomUUID();
  private final Stored stored = new Stored(waba);
  private Channel channel;

  @BeforeEach
  void anAccount() {
    channel = directory.register(waba, "7", Optional.empty()).await().indefinitely();
  }

  @Test
  void untilSomebodyDecidesTextIsDroppedAndAllKnownWordsApply() {
    get()
        .statusCode(200)
        .header("ETag", "\"0\"")
        .body("account", equalTo(waba))
        .body("contentRetentionDays", nullValue())
        .body("optOutKeywords", empty())
        .body("languages", nullValue())
        .body("changedAt", nullValue());
    assertThat(current.of(channel.accountId()).settings()).isEqualTo(AccountSettings.DEFAULT);
  }

  @Test
  void whatWasPutIsThereWithWhoAndWhen() {
    put(
            "\"0\"",
            """
            {"contentRetentionDays":30,"optOutKeywords":[" No more! "],"optInKeywords":["count me in"],\
            "languages":["fr","DE"]}""")
        .statusCode(200)
        .header("ETag", "\"1\"")
        .body("optOutKeywords", contains("No more!"))
        .body("languages", contains("de", "fr"))
        .body("changedBy", equalTo("admin"))
        .body("changedAt", notNullValue());
    get().statusCode(200).header("ETag", "\"1\"").body("contentRetentionDays", equalTo(30));
    put("\"1\"", "{}").statusCode(200).body("contentRetentionDays", nullValue());
    assertThat(
            stored.rows(
                "SELECT version, content_retention_days, changed_by FROM"
                    + " rapport.account_settings_history WHERE account_id = :account ORDER BY version"))
        .containsExactly(List.of(1, 30, "admin"), Arrays.asList(2, null, "admin"));
  }

  @Test
  void aChangeHoldsAtOnceWhereItWasMade() {
    put("*", "{\"contentRetentionDays\":1,\"optOutKeywords\":[\"Basta\"],\"languages\":[\"de\"]}")
        .statusCode(200);
    var account = current.of(channel.accountId());
    assertThat(account.settings().contentRetentionDays()).contains(1);
    assertThat(account.words().wordOf("basta!")).isEqualTo(SubscriptionWord.OPT_OUT);
    assertThat(account.words().wordOf("baja")).isEqualTo(SubscriptionWord.NONE);
  }

  @Test
  void aChangeMadeByAnotherProcessHoldsSoon() throws SQLException {
    try (var connection = TestDatabase.shared().admin();
        var statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO rapport.account_settings (account_id, version, opt_out_keywords,"
              + " opt_in_keywords, changed_at, changed_by) VALUES ("
              + channel.accountId()
              + ", 1, '{basta}', '{}', now(), 'another')");
    }
    await()
        .untilAsserted(
            () ->
                assertThat(current.of(channel.accountId()).words().wordOf("basta"))
                    .isEqualTo(SubscriptionWord.OPT_OUT));
  }

  @Test
  void ofChangesToTheSameVersionOneIsMade() {
    var answers =
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () ->
                            put("\"0\"", "{\"contentRetentionDays\":" + (i + 1) + "}")
                                .extract()
                                .statusCode()))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();
    assertThat(answers).containsOnlyOnce(200).contains(412);
    assertThat(Collections.frequency(answers, 412)).isEqualTo(7);
    assertThat(stored.count("account_settings_history")).isOne();
  }

  @Test
  void aChangeNamesWhatItChanges() {
    request("admin", waba).body("{}").put(path()).then().statusCode(428);
    put("\"1\"", "{}").statusCode(412).contentType("application/problem+json");
    put("garbage", "{}").statusCode(412);
    put("\"7\", \"0\"", "{}").statusCode(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"contentRetentionDays":0}|/contentRetentionDays
          {"contentRetentionDays":3651}|/contentRetentionDays
          {"optOutKeywords":["ok","..."]}|/optOutKeywords/1
          {"optOutKeywords":["a\\u0000b"]}|/optOutKeywords/0
          {"optInKeywords":["a\\ud83d"]}|/optInKeywords/0
          {"optOutKeywords":["Basta"],"optInKeywords":["x","basta!"]}|/optInKeywords/1
          {"languages":["de","xx"]}|/languages/1
          """)
  void whatMakesNoSenseIsRefusedWithItsPlace(String body, String pointer) {
    put("*", body).statusCode(400).body("errors.pointer", hasItem(pointer));
  }

  @Test
  void keywordsAreBounded() {
    put("*", "{\"optOutKeywords\":[\"" + "x".repeat(65) + "\"]}").statusCode(400);
    var many = String.join(",", Collections.nCopies(101, "\"x\""));
    put("*", "{\"optInKeywords\":[" + many + "]}").statusCode(400);
    put("*", "{\"optInKeywords\":null,\"languages\":[null]}").statusCode(400);
    put("*", "[]").statusCode(400);
  }

  @Test
  void onlyAnAdministratorOfTheAccountMay() {
    request("viewer", waba).get(path()).then().statusCode(403);
    request("integrator", waba).get(path()).then().statusCode(403);
    request("admin", "another").get(path()).then().statusCode(403);
    request("admin", "*").get("/v1/accounts/unknown/settings").then().statusCode(404);
    given().get(path()).then().statusCode(401);
  }

  private ValidatableResponse get() {
    return request("admin", waba).get(path()).then();
  }

  private ValidatableResponse put(String ifMatch, String body) {
    return request("admin", waba).header("If-Match", ifMatch).body(body).put(path()).then();
  }

  private String path() {
    return "/v1/accounts/" + waba + "/settings";
  }

  private static RequestSpecification request(String role, String account) {
    return given().auth().oauth2(TestTokens.of(role, account)).contentType("application/json");
  }
}
