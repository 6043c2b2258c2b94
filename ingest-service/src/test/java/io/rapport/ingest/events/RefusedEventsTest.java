package io.rapport.ingest.events;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.ingest.Stored;
import io.rapport.ingest.account.AccountDirectory;
import io.rapport.ingest.store.EventIds;
import io.rapport.testing.PostgresTestResource;
import io.rapport.testing.TestTokens;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
class RefusedEventsTest {

  private static final String NUMBER = "106540352242922";

  @Inject AccountDirectory directory;
  @Inject EventIds ids;
  @Inject MeterRegistry registry;

  private final String waba = "waba-" + UUID.randomUUID();
  private final EventsClient events = new EventsClient(waba);
  private final Stored stored = new Stored(waba);

  @BeforeEach
  void anAccountWithANumber() {
    directory.register(waba, NUMBER, Optional.empty()).await().indefinitely();
  }

  @Test
  void rolesAndAccountsDecideWhoMay() {
    var body = events.example(EventType.REFUND).encode();
    EventsClient.send(TestTokens.of("viewer", waba), body).statusCode(403);
    EventsClient.send(TestTokens.of("integrator", "another"), body).statusCode(403);
    EventsClient.send(TestTokens.of("admin", waba), body).statusCode(200);
    EventsClient.send(TestTokens.of("integrator", "*"), body.replace(waba, "nobody"))
        .statusCode(404);
    given()
        .config(EventsClient.asItIs())
        .contentType("application/cloudevents+json")
        .body(body)
        .post("/v1/events")
        .then()
        .statusCode(401);
  }

  @Test
  void aTypeNobodyKnowsIsAnsweredWithThoseThatAreKnown() {
    events
        .post(events.example(EventType.REFUND).put("type", "com.example.sold"))
        .statusCode(422)
        .body("type", equalTo("https://rapport.io/problems/unknown-event-type"))
        .body("detail", containsString("io.rapport.conversation.resolved"));
  }

  @Test
  void everyMissingAttributeIsNamed() {
    events
        .post(new JsonObject().put("data", new JsonObject()))
        .statusCode(400)
        .body(
            "errors.pointer", equalTo(List.of("/specversion", "/id", "/source", "/type", "/time")));
    var event = events.example(EventType.REFUND);
    event.remove("data");
    events.post(event).statusCode(400).body("errors.pointer", equalTo(List.of("/data")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2008-12-31T23:59:59Z",
        "2101-01-01T00:00:00Z",
        "2026-11-01T10:00:00",
        "2026-11-01",
        "yesterday",
        "1760000000",
        "+999999999-12-31T23:59:59Z"
      })
  void aTimeOutsideOfTimeIsRefused(String time) {
    events
        .post(events.example(EventType.REFUND).put("time", time))
        .statusCode(400)
        .body("errors.pointer", equalTo(List.of("/time")));
  }

  @Test
  void whatIsMisspeltOrOfAnotherTypeIsSaid() {
    var misspelt = events.example(EventType.MESSAGE_SENT);
    misspelt.getJsonObject("data").put("campain", "spring");
    events
        .post(misspelt)
        .statusCode(400)
        .body("errors.pointer", equalTo(List.of("/data/campain")))
        .body("detail", containsString("campaign"));
    var euros = events.example(EventType.CONVERSION);
    euros.getJsonObject("data").getJsonObject("value").put("minorUnits", 49.90);
    events
        .post(euros)
        .statusCode(400)
        .body("errors.pointer", equalTo(List.of("/data/value/minorUnits")));
    euros.getJsonObject("data").getJsonObject("value").put("minorUnits", -1);
    events.post(euros).statusCode(400);
    euros.getJsonObject("data").put("value", "a lot");
    events.post(euros).statusCode(400).body("errors.pointer", equalTo(List.of("/data/value")));
    var sure = events.example(EventType.BOT_TURN);
    sure.getJsonObject("data").put("confidence", 1.01);
    events.post(sure).statusCode(400).body("errors.pointer", equalTo(List.of("/data/confidence")));
    var buttons = events.example(EventType.MESSAGE_SENT);
    buttons.getJsonObject("data").put("buttons", new JsonArray().add("url").addNull());
    events.post(buttons).statusCode(400);
  }

  @Test
  void noTextCanSmuggleContentOrBreakTheDatabase() {
    for (var text :
        List.of("", " ", "a\\u0000b", "half \\ud83d", "two\\nlines", "x".repeat(101), "\\u2028a")) {
      var body = events.example(EventType.BOT_GOAL).encode().replace("return-label", text);
      EventsClient.send(TestTokens.of("integrator", waba), body)
          .statusCode(400)
          .body("errors.pointer", equalTo(List.of("/data/goal")));
      body =
          events.example(EventType.BOT_GOAL).encode().replace("bot_goal-1", text + "x".repeat(156));
      EventsClient.send(TestTokens.of("integrator", waba), body)
          .statusCode(text.isEmpty() ? 200 : 400);
    }
    var party = events.example(EventType.BOT_GOAL).encode().replace("return-label", "Pâté 🎉");
    EventsClient.send(TestTokens.of("integrator", waba), party.replace("bot_goal-1", "🎉"))
        .statusCode(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "7",
        "{} {}",
        "{\"id\":\"1\",\"id\":\"2\"}",
        "\u0000",
        "{\"specversion\":1.0}"
      })
  void aBodyThatIsNoEventIsRefused(String body) {
    EventsClient.send(TestTokens.of("integrator", waba), body)
        .statusCode(400)
        .contentType("application/problem+json");
  }

  @Test
  void aBodyNestedBeyondReasonIsRefused() {
    EventsClient.send(TestTokens.of("integrator", waba), "[".repeat(100_000)).statusCode(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/cloudevents+xml",
        "application/cloudevents",
        "application/cloudevents+json; charset=utf-16",
        "application/avro"
      })
  void anotherMediaTypeIsRefused(String type) {
    events
        .request()
        .contentType(type)
        .body(events.example(EventType.REFUND).encode())
        .post("/v1/events")
        .then()
        .statusCode(415)
        .body("detail", containsString("application/cloudevents-batch+json"));
  }

  @ParameterizedTest
  @EnumSource(
      value = EventType.class,
      names = {"SURVEY_INVITED", "LINK_CLICKED"})
  void aWamidComesWithTheNumberThatSentIt(EventType type) {
    var event = events.example(type);
    event.getJsonObject("data").remove("phoneNumberId");
    events.post(event).statusCode(400).body("errors[0].pointer", equalTo("/data/phoneNumberId"));
  }

  @Test
  void aBatchOrBodyThatIsTooLargeIsRefusedWhole() {
    var batch = new JsonArray();
    IntStream.range(0, 1001)
        .forEach(i -> batch.add(events.example(EventType.REFUND).put("id", "r" + i)));
    events.post(batch).statusCode(413).contentType("application/problem+json");
    batch.remove(1000);
    events.post(batch).statusCode(200).body("accepted", equalTo(1000));
    assertThat(stored.count("event")).isEqualTo(1000);
    EventsClient.send(TestTokens.of("integrator", waba), " ".repeat(4 * 1024 * 1024 + 1))
        .statusCode(413)
        .body("type", startsWith("https://rapport.io/problems/"));
  }
}
