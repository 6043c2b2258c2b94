package io.rapport.simulator.cloud;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.simulator.BusinessResource;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BusinessResource.class)
class CloudApiTest {
  private static final String CHANNEL = "100200300400611";

  private static ValidatableResponse send(String body) {
    return given()
        .header("Authorization", "Bearer anything")
        .contentType(ContentType.JSON)
        .body(body)
        .when()
        .post("/v24.0/" + CHANNEL + "/messages")
        .then();
  }

  private static ValidatableResponse control(String path, String body) {
    return given().contentType(ContentType.JSON).body(body).when().post("/control/" + path).then();
  }

  private static String template(String to, String more) {
    return """
        {"messaging_product":"whatsapp","to":"%s","type":"template",
         "template":{"name":"spring_offer","language":{"code":"de"}}%s}"""
        .formatted(to, more);
  }

  private static String text(String to) {
    return """
        {"messaging_product":"whatsapp","to":"%s","type":"text","text":{"body":"hello"}}"""
        .formatted(to);
  }

  private static List<String> truthOf(String wamid) {
    return when()
        .get("/control/truth")
        .then()
        .statusCode(200)
        .extract()
        .asString()
        .lines()
        .filter(line -> line.contains("\"wamid\":\"" + wamid + "\""))
        .toList();
  }

  @Test
  void withoutATokenNothingIsAccepted() {
    given()
        .contentType(ContentType.JSON)
        .body(text("+4915110000001"))
        .when()
        .post("/v24.0/" + CHANNEL + "/messages")
        .then()
        .statusCode(401)
        .body("error.code", is(190))
        .body("error.type", is("OAuthException"));
  }

  @Test
  void aTemplateIsAcceptedAndItsLabelIsEchoedOnItsStatuses() {
    var wamid =
        send(template(
                "+49 151 10000002",
                ",\"biz_opaque_callback_data\":\"rapport?origin=survey&campaign=c%201\""))
            .statusCode(200)
            .body("messaging_product", is("whatsapp"))
            .body("contacts[0].input", is("+49 151 10000002"))
            .body("contacts[0].wa_id", is("4915110000002"))
            .body("messages[0].id", startsWith("wamid."))
            .body("messages[0].message_status", is("accepted"))
            .extract()
            .<String>path("messages[0].id");
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                assertThat(truthOf(wamid))
                    .anySatisfy(
                        line ->
                            assertThat(line)
                                .contains(
                                    "outbound", "\"origin\":\"survey\"", "\"campaign\":\"c 1\""))
                    .anySatisfy(line -> assertThat(line).contains("status", "\"labelled\":true")));
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                BusinessResource.business().received().stream()
                    .anyMatch(it -> it.startsWith(wamid + "/")));
  }

  @Test
  void freeTextNeedsAnOpenWindow() {
    send(text("+4915110000003"))
        .statusCode(400)
        .body("error.code", is(131047))
        .body("error.error_data.messaging_product", is("whatsapp"));
    control("inbound", "{\"waId\":\"4915110000003\",\"text\":\"hi\"}").statusCode(200);
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> send(text("+4915110000003")).statusCode(200));
  }

  @Test
  void whoUnsubscribedGetsNoAdvertising() {
    control("inbound", "{\"waId\":\"4915110000004\",\"text\":\"Stop!\"}").statusCode(200);
    send(template("4915110000004", "")).statusCode(400).body("error.code", equalTo(131050));
  }

  @Test
  void aUserIdThatNobodyHasIsUndeliverable() {
    send("""
        {"messaging_product":"whatsapp","recipient":"DE.404","type":"template",
         "template":{"name":"x","language":{"code":"de"}}}""")
        .statusCode(400)
        .body("error.code", is(131026));
  }

  @Test
  void aCustomerIsReachedByUserId() {
    control("inbound", "{\"userId\":\"DE.77\",\"name\":\"Ana\"}").statusCode(200);
    send("""
        {"messaging_product":"whatsapp","recipient":"DE.77","type":"template",
         "template":{"name":"x","language":{"code":"de"}}}""")
        .statusCode(200)
        .body("contacts[0].user_id", is("DE.77"))
        .body("contacts[0].wa_id", equalTo(null));
  }

  @Test
  void badRequestsAreTold() {
    for (var body :
        List.of(
            "no json",
            "[]",
            "{}",
            text("12"),
            "{\"messaging_product\":\"whatsapp\",\"to\":\"4915110000009\",\"type\":\"text\"}",
            "{\"messaging_product\":\"whatsapp\",\"to\":\"4915110000009\",\"type\":\"hologram\"}",
            template(
                "4915110000009", ",\"biz_opaque_callback_data\":\"" + "x".repeat(513) + "\""))) {
      send(body).statusCode(400).body("error.code", is(100));
    }
  }

  @Test
  void anUnknownPhoneNumberIdIsRefused() {
    given()
        .header("Authorization", "Bearer anything")
        .contentType(ContentType.JSON)
        .body(text("4915110000009"))
        .when()
        .post("/v24.0/1/messages")
        .then()
        .statusCode(400)
        .body("error.code", is(33));
  }

  @Test
  void aReadMarkIsAccepted() {
    send("""
        {"messaging_product":"whatsapp","status":"read","message_id":"wamid.X",
         "typing_indicator":{"type":"text"}}""")
        .statusCode(200)
        .body("success", is(true));
  }

  @Test
  void theStateIsForProgressBars() {
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                when()
                    .get("/control")
                    .then()
                    .statusCode(200)
                    .body("phase", is("live"))
                    .body("percent", is(100f))
                    .body("facts", greaterThan(100)));
  }

  @Test
  void faultsAreChangedOneByOne() {
    control("faults", "{\"duplicateRate\":0.5}")
        .statusCode(200)
        .body("faults.duplicateRate", is(0.5f))
        .body("faults.batchSize", is(20));
    control("faults", "{\"batchSize\":1001}")
        .statusCode(400)
        .contentType("application/problem+json")
        .body("detail", containsString("batchSize"));
    control("speed", "{\"factsPerMinute\":-1}").statusCode(400);
    control("inbound", "{}").statusCode(400);
  }

  @Test
  void theTruthBeginsWithAccountsAndPeople() {
    var lines = when().get("/control/truth").then().extract().asString().lines().toList();
    assertThat(lines.getFirst())
        .isEqualTo(
            "{\"type\":\"account\",\"account\":\"100200300400501\","
                + "\"channels\":[\"100200300400611\",\"100200300400612\"]}");
    assertThat(lines.get(2)).startsWith("{\"type\":\"person\",\"person\":\"p1\"");
  }

  @Test
  void theApiIsDescribed() {
    given()
        .accept(ContentType.JSON)
        .when()
        .get("/q/openapi")
        .then()
        .statusCode(200)
        .body("paths.'/control/faults'.post.summary", is("Let things go wrong"));
    when().get("/q/health/ready").then().statusCode(200);
    when().get("/q/metrics").then().body(containsString("rapport_simulator_facts_delivered_total"));
  }
}
