package io.rapport.ingest.quarantine;

import static io.rapport.ingest.whatsapp.Payloads.change;
import static io.rapport.ingest.whatsapp.Payloads.envelope;
import static io.rapport.ingest.whatsapp.Payloads.messages;
import static io.rapport.ingest.whatsapp.Payloads.text;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.common.event.EventKind;
import io.rapport.ingest.Stored;
import io.rapport.ingest.whatsapp.Sender;
import io.rapport.testing.PostgresTestResource;
import io.rapport.testing.TestTokens;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
class QuarantineTest {

  private static final long NOW = 1_760_000_000;

  @Inject Latecomers latecomers;

  private final String waba = "waba-" + UUID.randomUUID();
  private final Stored stored = new Stored(waba);

  @Test
  void whatCouldNotBeReadIsListedWithItsReasonAndWithoutItsContent() {
    deliver(purchase("m1"), "{\"field\":\"brand_new\",\"value\":{\"secret\":\"4915112345678\"}}");
    String listed =
        list("")
            .body("items", hasSize(2))
            .body("items.find{it.reason=='unknown-message'}.field", equalTo("automatic_events"))
            .body("items.find{it.reason=='unknown-field'}.field", equalTo("brand_new"))
            .body("items.truncated", everyItem(equalTo(false)))
            .body("next", nullValue())
            .extract()
            .asString();
    assertThat(listed).doesNotContain("4915112345678").doesNotContain("m1");
    list("&reason=unknown-field").body("items", hasSize(1));
    list("&field=automatic_events").body("items", hasSize(1));
    list("&from=2100-01-01T00:00:00Z").body("items", empty());
    list("&to=2020-01-01T00:00:00Z").body("items", empty());
    given()
        .auth()
        .oauth2(TestTokens.of("admin", waba))
        .get("/v1/quarantine/counts?account=" + waba)
        .then()
        .statusCode(200)
        .body("items", hasSize(2))
        .body("items.count", everyItem(equalTo(1)));
  }

  @Test
  void pagesShowEveryItemOnce() {
    deliver(IntStream.range(0, 7).mapToObj(i -> purchase("m" + i)).toArray(String[]::new));
    var seen = new ArrayList<String>();
    String cursor = null;
    do {
      var page = list("&limit=3" + (cursor == null ? "" : "&cursor=" + cursor));
      seen.addAll(page.extract().path("items.id"));
      cursor = page.extract().path("next");
    } while (cursor != null);
    assertThat(seen).hasSize(7).doesNotHaveDuplicates();
  }

  @Test
  void anItemIsReadAgainOnceWhatItNamesIsKnown() {
    deliver(purchase("m1"));
    redrive("\"reason\":\"unknown-message\"").body("redriven", equalTo(0)).body("kept", equalTo(1));
    assertThat(conversions()).isZero();
    deliver(received("m1"));
    redrive("\"reason\":\"unknown-message\"").body("redriven", equalTo(1)).body("kept", equalTo(0));
    assertThat(conversions()).isOne();
    assertThat(stored.count("quarantine")).isZero();
    redrive("\"reason\":\"unknown-message\"").body("redriven", equalTo(0)).body("kept", equalTo(0));
    assertThat(conversions()).isOne();
  }

  @Test
  void whatWaitsForItsMessageIsReadAgainByItself() {
    deliver(purchase("m1"), purchase("m2"));
    latecomers.run().await().indefinitely();
    assertThat(conversions()).isZero();
    assertThat(stored.count("quarantine")).isEqualTo(2);
    deliver(received("m1"));
    latecomers.run().await().indefinitely();
    assertThat(conversions()).isOne();
    assertThat(stored.count("quarantine")).isOne();
    stored.execute(
        "UPDATE rapport.quarantine SET received_at = received_at - interval '2 days'"
            + " WHERE account_id = :account");
    deliver(received("m2"));
    latecomers.run().await().indefinitely();
    assertThat(stored.count("quarantine")).isOne();
  }

  @Test
  void oneItemIsReadAgainAndNoOther() {
    deliver(purchase("m1"), purchase("m2"));
    deliver(received("m1"), received("m2"));
    List<String> ids = list("").extract().path("items.id");
    assertThat(ids).hasSize(2);
    redrive("\"id\":\"" + ids.getFirst() + "\"").body("redriven", equalTo(1));
    list("").body("items.id", contains(ids.getLast()));
    assertThat(conversions()).isOne();
  }

  @Test
  void whatCameInAtATimeIsReadAgain() {
    deliver(purchase("m1"));
    deliver(received("m1"));
    redrive("\"to\":\"2020-01-01T00:00:00Z\"").body("redriven", equalTo(0));
    redrive("\"from\":\"2020-01-01T00:00:00Z\",\"to\":\"2100-01-01T00:00:00Z\"")
        .body("redriven", equalTo(1));
    assertThat(conversions()).isOne();
  }

  @Test
  void readingAgainManyTimesAtOnceStoresOnce() {
    deliver(IntStream.range(0, 20).mapToObj(i -> purchase("m" + i)).toArray(String[]::new));
    deliver(IntStream.range(0, 20).mapToObj(i -> received("m" + i)).toArray(String[]::new));
    var calls =
        IntStream.range(0, 6)
            .mapToObj(
                i ->
                    CompletableFuture.runAsync(
                        () -> redrive("\"reason\":\"unknown-message\"").statusCode(200)))
            .toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(calls).join();
    assertThat(conversions()).isEqualTo(20);
    assertThat(stored.count("quarantine")).isZero();
  }

  @Test
  void whatStillCannotBeReadStaysWithItsTime() {
    deliver(received("m1"), "{\"field\":\"brand_new\",\"value\":{}}");
    var before =
        stored.values("SELECT received_at FROM rapport.quarantine WHERE account_id = :account");
    redrive("\"field\":\"brand_new\"").body("redriven", equalTo(0)).body("kept", equalTo(1));
    assertThat(
            stored.values("SELECT received_at FROM rapport.quarantine WHERE account_id = :account"))
        .isEqualTo(before);
  }

  @Test
  void whatWasCutCanNeverBeReadAgain() {
    deliver(received("m1"), "{\"field\":\"brand_new\",\"value\":{}}");
    stored.execute("UPDATE rapport.quarantine SET truncated = true WHERE account_id = :account");
    String id = list("").body("items[0].truncated", equalTo(true)).extract().path("items[0].id");
    post("{\"account\":\"%s\",\"id\":\"%s\"}".formatted(waba, id), TestTokens.of("admin", waba))
        .statusCode(409);
    redrive("\"field\":\"brand_new\"")
        .body("redriven", equalTo(0))
        .body("kept", equalTo(0))
        .body("truncated", equalTo(1));
    assertThat(stored.count("quarantine")).isOne();
  }

  @Test
  void whatBelongsToNoAccountTakesATokenForAll() {
    deliver(received("m1"));
    given()
        .auth()
        .oauth2(TestTokens.of("admin", waba))
        .get("/v1/quarantine")
        .then()
        .statusCode(403);
    assertThat(Sender.send("no json " + waba).statusCode()).isEqualTo(200);
    given()
        .auth()
        .oauth2(TestTokens.of("admin", "*"))
        .get("/v1/quarantine?reason=not-json&limit=1000")
        .then()
        .statusCode(200)
        .body("items.size()", greaterThan(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"viewer", "analyst", "marketer", "privacy", "integrator"})
  void onlyAnAdminSeesQuarantine(String role) {
    deliver(purchase("m1"));
    given()
        .auth()
        .oauth2(TestTokens.of(role, waba))
        .get("/v1/quarantine?account=" + waba)
        .then()
        .statusCode(403);
    post(request("\"reason\":\"unknown-message\""), TestTokens.of(role, waba)).statusCode(403);
  }

  @Test
  void nobodySeesAnotherAccounts() {
    deliver(purchase("m1"));
    var stranger = TestTokens.of("admin", "somebody-else");
    given().auth().oauth2(stranger).get("/v1/quarantine?account=" + waba).then().statusCode(403);
    post(request("\"reason\":\"unknown-message\""), stranger).statusCode(403);
    given().get("/v1/quarantine?account=" + waba).then().statusCode(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "&from=yesterday",
        "&to=-999999999-01-01T00:00:00Z",
        "&cursor=%25",
        "&limit=0",
        "&limit=1001",
        "&reason=%20"
      })
  void aBadQuestionIsAnsweredAsOne(String query) {
    deliver(received("m1"));
    list(query, 400).contentType("application/problem+json");
  }

  @Test
  void whatIsWrongInARequestIsPointedAt() {
    deliver(received("m1"));
    post(request("\"id\":\"no uuid\""), TestTokens.of("admin", waba))
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/id"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"cursor\":\"?\",\"reason\":\"x\"", "\"id\":\"no uuid\""})
  void aRedriveNamesWhatItIsFor(String members) {
    deliver(received("m1"));
    post(request(members), TestTokens.of("admin", waba))
        .statusCode(400)
        .contentType("application/problem+json")
        .body("detail", not(containsString("Exception")));
  }

  @Test
  void anItemThatIsNotThereIsNotFound() {
    deliver(received("m1"));
    post(request("\"id\":\"" + UUID.randomUUID() + "\""), TestTokens.of("admin", waba))
        .statusCode(404);
  }

  private void deliver(String... changes) {
    assertThat(Sender.send(envelope(waba, changes)).statusCode()).isEqualTo(200);
  }

  /** A conversion that names a message and no person. */
  private static String purchase(String wamid) {
    return change(
        "automatic_events",
        """
        "automatic_events":[{"id":"%s","event_name":"Purchase","timestamp":%d,\
        "custom_data":{"currency":"EUR","value":49.9}}]"""
            .formatted(wamid, NOW));
  }

  private static String received(String wamid) {
    return change("messages", messages(text("49151", wamid, NOW)));
  }

  private long conversions() {
    return stored.count("event", "kind = " + EventKind.CONVERSION.code());
  }

  private ValidatableResponse list(String query) {
    return list(query, 200);
  }

  private ValidatableResponse list(String query, int status) {
    return given()
        .urlEncodingEnabled(false)
        .auth()
        .oauth2(TestTokens.of("admin", waba))
        .get("/v1/quarantine?account=" + waba + query)
        .then()
        .statusCode(status);
  }

  private String request(String members) {
    return "{\"account\":\"" + waba + "\"" + (members.isEmpty() ? "" : "," + members) + "}";
  }

  private ValidatableResponse redrive(String members) {
    return post(request(members), TestTokens.of("admin", waba)).statusCode(200);
  }

  private static ValidatableResponse post(String request, String token) {
    return given()
        .auth()
        .oauth2(token)
        .contentType("application/json")
        .body(request)
        .post("/v1/quarantine/redrive")
        .then();
  }
}
