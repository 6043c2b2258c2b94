package io.rapport.ingest.events;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.ingest.Stored;
import io.rapport.ingest.account.AccountDirectory;
import io.rapport.ingest.store.EventIds;
import io.rapport.testing.PostgresTestResource;
import io.rapport.testing.TestTokens;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
class EventsTest {

  private static final String NUMBER = "106540352242922";

  @Inject AccountDirectory directory;
  @Inject EventIds ids;
  @Inject MeterRegistry registry;

  private final String waba = "waba-" + UUID.randomUUID();
  private final Stored stored = new Stored(waba);

  @BeforeEach
  void anAccountWithANumber() {
    directory.register(waba, NUMBER, Optional.empty()).await().indefinitely();
  }

  @ParameterizedTest
  @EnumSource(EventType.class)
  void theExampleOfEachTypeIsStored(EventType type) {
    post(example(type)).statusCode(200).body("status", equalTo("accepted"));
    assertThat(stored.count("event")).isOne();
    assertThat(stored.count("contact")).isOne();
    assertThat(stored.announced()).isOne();
    post(example(type)).statusCode(200).body("status", equalTo("duplicate"));
    assertThat(stored.count("event")).isOne();
    assertThat(stored.announced()).isOne();
  }

  @Test
  void aSentMessageIsLabelledAndKnownByItsWamid() {
    post(example(EventType.MESSAGE_SENT)).statusCode(200);
    var wamid = example(EventType.MESSAGE_SENT).getJsonObject("data").getString("wamid");
    assertThat(
            stored.rows(
                """
                SELECT message_id, channel_id, kind, label::text, attributes::text
                FROM rapport.event WHERE account_id = :account"""))
        .containsExactly(
            List.of(
                ids.message(NUMBER, wamid),
                1,
                8,
                "{\"format\": \"template\", \"origin\": \"campaign\", \"segment\": \"vip\","
                    + " \"variant\": \"b\", \"campaign\": \"spring-sale\", \"language\": \"de\","
                    + " \"template\": \"spring_offer\"}",
                "{\"buttons\": [\"quick_reply\", \"url\"]}"));
  }

  @Test
  void anAgentsMessageIsOfOriginAgent() {
    post(example(EventType.MESSAGE_AGENT)).statusCode(200);
    assertThat(stored.values("SELECT label::text FROM rapport.event WHERE account_id = :account"))
        .containsExactly("{\"origin\": \"agent\"}");
  }

  @Test
  void aRefundMeetsItsConversionAndAConversionItsCart() {
    post(example(EventType.CART_CREATED)).statusCode(200);
    post(example(EventType.CONVERSION)).statusCode(200);
    post(example(EventType.REFUND)).statusCode(200);
    var order = ids.reference(EventIds.Reference.ORDER, "order-4711");
    var cart = ids.reference(EventIds.Reference.CART, "cart-17");
    assertThat(
            stored.rows(
                """
                SELECT kind, reference_id, attributes::text FROM rapport.event
                WHERE account_id = :account ORDER BY kind"""))
        .containsExactly(
            List.of(30, cart, "{\"currency\": \"EUR\", \"minorUnits\": 4990}"),
            List.of(
                31,
                order,
                "{\"cart\": \"%s\", \"name\": \"purchase\", \"currency\": \"EUR\", \"minorUnits\": 4990}"
                    .formatted(cart)),
            List.of(32, order, "{\"currency\": \"EUR\", \"minorUnits\": 990}"));
  }

  @Test
  void aRepetitionIsADuplicateWhateverItSays() {
    post(example(EventType.CONVERSION)).statusCode(200);
    var later = example(EventType.CONVERSION).put("time", "2020-02-29T23:59:59+14:00");
    later.getJsonObject("data").put("contact", new JsonObject().put("waId", "4930111"));
    post(later).statusCode(200).body("status", equalTo("duplicate"));
    var nobody = example(EventType.CONVERSION);
    nobody.getJsonObject("data").put("contact", contactId(UUID.randomUUID()));
    post(nobody).statusCode(200).body("status", equalTo("duplicate"));
    assertThat(stored.count("event")).isOne();
    assertThat(stored.count("contact")).isOne();
    post(example(EventType.CONVERSION).put("source", "https://another.example"))
        .body("status", equalTo("accepted"));
  }

  @Test
  void manyRepetitionsAtOnceAreStoredOnce() {
    var requests = new ArrayList<CompletableFuture<String>>();
    for (int i = 0; i < 16; i++) {
      var event = example(EventType.BOT_GOAL).put("time", "2026-11-01T10:00:%02dZ".formatted(i));
      requests.add(
          CompletableFuture.supplyAsync(
              () -> post(event).statusCode(200).extract().<String>path("status")));
    }
    assertThat(requests.stream().map(CompletableFuture::join))
        .hasSize(16)
        .containsOnlyOnce("accepted");
    assertThat(stored.count("event")).isOne();
    assertThat(stored.count("reported_event")).isOne();
  }

  @Test
  void attributesInHeadersAreDecoded() {
    var event = example(EventType.HANDOVER);
    binary(event, "Euro%20%E2%82%AC").body("id", equalTo("Euro €"));
    post(event.copy().put("id", "Euro €")).body("status", equalTo("duplicate"));
    binary(event, "%C0%A0").statusCode(400).body("errors.pointer", equalTo(List.of("ce-id")));
    var wrong = event.copy();
    wrong.getJsonObject("data").put("to", "the moon");
    binary(wrong, "1")
        .statusCode(400)
        .body("errors.pointer", equalTo(List.of("/to")))
        .body("errors.detail", equalTo(List.of("must be one of bot, human, automation, customer")));
    request()
        .contentType("application/json")
        .body("{}")
        .post("/v1/events")
        .then()
        .statusCode(400)
        .body("errors.pointer", hasItem("ce-specversion"));
  }

  @Test
  void dataMayComeAsBytes() {
    var event = example(EventType.REFUND);
    var data = event.remove("data").toString().getBytes(StandardCharsets.UTF_8);
    post(event.put("data_base64", Base64.getEncoder().encodeToString(data))).statusCode(200);
    assertThat(stored.count("event", "kind = 32")).isOne();
    post(event.put("data_base64", "%%%").put("id", "2")).statusCode(400);
    post(event.put("data_base64", "AAEC").put("id", "2")).statusCode(400);
  }

  @Test
  void aBatchSaysOfEachEventWhatBecameOfIt() {
    post(example(EventType.HANDOVER)).statusCode(200);
    var wrongMoney = example(EventType.CART_CREATED);
    wrongMoney.getJsonObject("data").getJsonObject("value").put("currency", "euro");
    var foreign = example(EventType.BOT_TURN);
    foreign.getJsonObject("data").put("account", "somebody else's");
    var batch =
        new JsonArray()
            .add(example(EventType.CONVERSION))
            .add(example(EventType.HANDOVER))
            .add(wrongMoney)
            .add("not an event")
            .add(foreign)
            .add(example(EventType.BOT_GOAL).put("type", "io.rapport.bot.dance"))
            .add(example(EventType.CONVERSION));
    post(batch)
        .statusCode(200)
        .body("accepted", equalTo(1))
        .body("duplicates", equalTo(2))
        .body("rejected", equalTo(4))
        .body(
            "items.status",
            equalTo(
                List.of(
                    "accepted",
                    "duplicate",
                    "rejected",
                    "rejected",
                    "rejected",
                    "rejected",
                    "duplicate")))
        .body("items[0].id", equalTo("conversion-1"))
        .body("items[0].problem", nullValue())
        .body("items[2].problem.status", equalTo(400))
        .body("items[2].problem.errors[0].pointer", equalTo("/2/data/value/currency"))
        .body("items[3].problem.errors[0].pointer", equalTo("/3"))
        .body("items[4].problem.status", equalTo(403))
        .body("items[5].problem.status", equalTo(422))
        .body("items[5].problem.errors[0].pointer", equalTo("/5/type"))
        .body("items[5].problem.detail", containsString("io.rapport.bot.goal"));
    assertThat(stored.count("event")).isEqualTo(2);
  }

  @Test
  void aBatchMayBeEmptyAndConcernSeveralAccounts() {
    post(new JsonArray()).statusCode(200).body("items", hasSize(0));
    var other = "waba-" + UUID.randomUUID();
    directory.register(other, "1", Optional.empty()).await().indefinitely();
    var event = example(EventType.REFUND);
    event.getJsonObject("data").put("account", other);
    given()
        .auth()
        .oauth2(TestTokens.of("integrator", waba, other))
        .config(asItIs())
        .contentType("application/cloudevents-batch+json")
        .body(new JsonArray().add(example(EventType.REFUND)).add(event).encode())
        .post("/v1/events")
        .then()
        .statusCode(200)
        .body("accepted", equalTo(2));
    assertThat(stored.count("event")).isOne();
    assertThat(new Stored(other).count("event")).isOne();
  }

  @Test
  void aContactIsFoundByItsIdEvenAfterItWasMerged() {
    post(example(EventType.HANDOVER)).statusCode(200);
    var heir = contacts().getFirst();
    post(about(EventType.BOT_GOAL, "b1", new JsonObject().put("userId", "DE.77"))).statusCode(200);
    var merged =
        contacts().stream().filter(contact -> !contact.equals(heir)).findFirst().orElseThrow();
    post(about(EventType.BOT_GOAL, "b2", contactId(merged))).body("status", equalTo("accepted"));
    assertThat(stored.count("event", "contact_id = '" + merged + "'")).isEqualTo(2);
    stored.execute(
        "UPDATE rapport.contact SET merged_into = '%s' WHERE contact_id = '%s'"
            .formatted(heir, merged));
    post(about(EventType.BOT_GOAL, "b3", contactId(merged))).body("status", equalTo("accepted"));
    assertThat(stored.count("event", "contact_id = '" + heir + "'")).isEqualTo(2);
  }

  @Test
  void anUnknownContactIdIsRefusedUntilItIsKnown() {
    var contact = UUID.randomUUID();
    post(about(EventType.REFUND, "r1", contactId(contact)))
        .statusCode(422)
        .body("type", equalTo("https://rapport.io/problems/unknown-contact"))
        .body("errors[0].pointer", equalTo("/data/contact/contactId"));
    assertThat(stored.count("reported_event")).isZero();
    stored.execute(
        "INSERT INTO rapport.contact (account_id, contact_id, created_at) VALUES (:account, '%s', now())"
            .formatted(contact));
    post(about(EventType.REFUND, "r1", contactId(contact))).body("status", equalTo("accepted"));
  }

  @Test
  void aContactHasExactlyOneName() {
    for (var contact :
        List.of(
            new JsonObject(),
            new JsonObject().put("waId", "491").put("userId", "DE.1"),
            new JsonObject().putNull("waId"))) {
      post(about(EventType.REFUND, "r", contact))
          .statusCode(400)
          .body("errors.pointer", equalTo(List.of("/data/contact")));
    }
    post(about(EventType.REFUND, "r", new JsonObject().put("waId", "nobody")))
        .statusCode(400)
        .body("errors.pointer", equalTo(List.of("/data/contact/waId")));
    post(about(EventType.REFUND, "r", new JsonObject().put("contactId", "not-a-uuid")))
        .statusCode(400)
        .body("errors.pointer", equalTo(List.of("/data/contact/contactId")));
  }

  @Test
  void aNumberTheAccountDoesNotHaveIsRefusedAndNotRegistered() {
    var event = example(EventType.MESSAGE_SENT);
    event.getJsonObject("data").put("phoneNumberId", "999");
    post(event)
        .statusCode(422)
        .body("type", equalTo("https://rapport.io/problems/unknown-phone-number"))
        .body("errors[0].pointer", equalTo("/data/phoneNumberId"));
    event.getJsonObject("data").remove("phoneNumberId");
    post(event).statusCode(400).body("errors.pointer", equalTo(List.of("/data/phoneNumberId")));
    assertThat(stored.count("channel")).isOne();
    post(example(EventType.HANDOVER)).statusCode(200);
    assertThat(stored.count("event", "channel_id = 0")).isOne();
  }

  @Test
  void rolesAndAccountsDecideWhoMay() {
    var body = example(EventType.REFUND).encode();
    send(TestTokens.of("viewer", waba), body).statusCode(403);
    send(TestTokens.of("integrator", "another"), body).statusCode(403);
    send(TestTokens.of("admin", waba), body).statusCode(200);
    send(TestTokens.of("integrator", "*"), body.replace(waba, "nobody")).statusCode(404);
    given()
        .config(asItIs())
        .contentType("application/cloudevents+json")
        .body(body)
        .post("/v1/events")
        .then()
        .statusCode(401);
  }

  @Test
  void aTypeNobodyKnowsIsAnsweredWithThoseThatAreKnown() {
    post(example(EventType.REFUND).put("type", "com.example.sold"))
        .statusCode(422)
        .body("type", equalTo("https://rapport.io/problems/unknown-event-type"))
        .body("detail", containsString("io.rapport.conversation.resolved"));
  }

  @Test
  void everyMissingAttributeIsNamed() {
    post(new JsonObject().put("data", new JsonObject()))
        .statusCode(400)
        .body(
            "errors.pointer", equalTo(List.of("/specversion", "/id", "/source", "/type", "/time")));
    var event = example(EventType.REFUND);
    event.remove("data");
    post(event).statusCode(400).body("errors.pointer", equalTo(List.of("/data")));
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
    post(example(EventType.REFUND).put("time", time))
        .statusCode(400)
        .body("errors.pointer", equalTo(List.of("/time")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2009-01-01T00:00:00Z",
        "2100-12-31T23:59:59.999999999Z",
        "2026-11-01t10:00:00.123456789z",
        "2026-11-01T10:00:00-00:00"
      })
  void anyTimeOfRfc3339Will(String time) {
    var event = example(EventType.REFUND).put("time", time);
    post(event).statusCode(200).body("status", equalTo("accepted"));
    post(event).body("status", equalTo("duplicate"));
  }

  @Test
  void whatIsMisspeltOrOfAnotherTypeIsSaid() {
    var misspelt = example(EventType.MESSAGE_SENT);
    misspelt.getJsonObject("data").put("campain", "spring");
    post(misspelt)
        .statusCode(400)
        .body("errors.pointer", equalTo(List.of("/data/campain")))
        .body("detail", containsString("campaign"));
    var euros = example(EventType.CONVERSION);
    euros.getJsonObject("data").getJsonObject("value").put("minorUnits", 49.90);
    post(euros).statusCode(400).body("errors.pointer", equalTo(List.of("/data/value/minorUnits")));
    euros.getJsonObject("data").getJsonObject("value").put("minorUnits", -1);
    post(euros).statusCode(400);
    euros.getJsonObject("data").put("value", "a lot");
    post(euros).statusCode(400).body("errors.pointer", equalTo(List.of("/data/value")));
    var sure = example(EventType.BOT_TURN);
    sure.getJsonObject("data").put("confidence", 1.01);
    post(sure).statusCode(400).body("errors.pointer", equalTo(List.of("/data/confidence")));
    var buttons = example(EventType.MESSAGE_SENT);
    buttons.getJsonObject("data").put("buttons", new JsonArray().add("url").addNull());
    post(buttons).statusCode(400);
  }

  @Test
  void noTextCanSmuggleContentOrBreakTheDatabase() {
    for (var text :
        List.of("", " ", "a\\u0000b", "half \\ud83d", "two\\nlines", "x".repeat(101), "\\u2028a")) {
      var body = example(EventType.BOT_GOAL).encode().replace("return-label", text);
      send(TestTokens.of("integrator", waba), body)
          .statusCode(400)
          .body("errors.pointer", equalTo(List.of("/data/goal")));
      body = example(EventType.BOT_GOAL).encode().replace("bot_goal-1", text + "x".repeat(156));
      send(TestTokens.of("integrator", waba), body).statusCode(text.isEmpty() ? 200 : 400);
    }
    var party = example(EventType.BOT_GOAL).encode().replace("return-label", "Pâté 🎉");
    send(TestTokens.of("integrator", waba), party.replace("bot_goal-1", "🎉")).statusCode(200);
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
    send(TestTokens.of("integrator", waba), body)
        .statusCode(400)
        .contentType("application/problem+json");
  }

  @Test
  void aBodyNestedBeyondReasonIsRefused() {
    send(TestTokens.of("integrator", waba), "[".repeat(100_000)).statusCode(400);
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
    request()
        .contentType(type)
        .body(example(EventType.REFUND).encode())
        .post("/v1/events")
        .then()
        .statusCode(415)
        .body("detail", containsString("application/cloudevents-batch+json"));
  }

  @Test
  void aBatchOrBodyThatIsTooLargeIsRefusedWhole() {
    var batch = new JsonArray();
    IntStream.range(0, 1001).forEach(i -> batch.add(example(EventType.REFUND).put("id", "r" + i)));
    post(batch).statusCode(413).contentType("application/problem+json");
    batch.remove(1000);
    post(batch).statusCode(200).body("accepted", equalTo(1000));
    assertThat(stored.count("event")).isEqualTo(1000);
    send(TestTokens.of("integrator", waba), " ".repeat(4 * 1024 * 1024 + 1))
        .statusCode(413)
        .body("type", startsWith("https://rapport.io/problems/"));
  }

  @Test
  void everyOutcomeIsCounted() {
    double accepted = counted("io.rapport.refund", "accepted");
    double duplicates = counted("io.rapport.refund", "duplicate");
    double unknown = counted("unknown", "unknown-event-type");
    post(example(EventType.REFUND));
    post(example(EventType.REFUND));
    post(example(EventType.REFUND).put("type", "x"));
    assertThat(counted("io.rapport.refund", "accepted")).isEqualTo(accepted + 1);
    assertThat(counted("io.rapport.refund", "duplicate")).isEqualTo(duplicates + 1);
    assertThat(counted("unknown", "unknown-event-type")).isEqualTo(unknown + 1);
  }

  private double counted(String type, String outcome) {
    return registry.counter("rapport.ingest.events", "type", type, "outcome", outcome).count();
  }

  private List<UUID> contacts() {
    return stored
        .values("SELECT contact_id FROM rapport.contact WHERE account_id = :account")
        .stream()
        .map(UUID.class::cast)
        .toList();
  }

  private JsonObject example(EventType type) {
    var event = new JsonObject(EventExamples.event(type));
    event.getJsonObject("data").put("account", waba);
    return event;
  }

  private JsonObject about(EventType type, String id, JsonObject contact) {
    var event = example(type).put("id", id);
    event.getJsonObject("data").put("contact", contact);
    return event;
  }

  private static JsonObject contactId(UUID contact) {
    return new JsonObject().put("contactId", contact.toString());
  }

  private ValidatableResponse post(JsonObject event) {
    return send(TestTokens.of("integrator", waba), event.encode());
  }

  private ValidatableResponse post(JsonArray batch) {
    return request()
        .contentType("application/cloudevents-batch+json")
        .body(batch.encode())
        .post("/v1/events")
        .then();
  }

  private ValidatableResponse binary(JsonObject event, String id) {
    return request()
        .contentType("application/json")
        .header("ce-specversion", event.getString("specversion"))
        .header("ce-type", event.getString("type"))
        .header("ce-source", event.getString("source"))
        .header("ce-time", event.getString("time"))
        .header("ce-id", id)
        .body(event.getJsonObject("data").encode())
        .post("/v1/events")
        .then();
  }

  private static ValidatableResponse send(String token, String body) {
    return given()
        .auth()
        .oauth2(token)
        .config(asItIs())
        .contentType("application/cloudevents+json")
        .body(body.getBytes(StandardCharsets.UTF_8))
        .post("/v1/events")
        .then();
  }

  private RequestSpecification request() {
    return given().auth().oauth2(TestTokens.of("integrator", waba)).config(asItIs());
  }

  /** Media types as the test says them, without a charset added. */
  private static RestAssuredConfig asItIs() {
    return RestAssured.config()
        .encoderConfig(
            EncoderConfig.encoderConfig()
                .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                .defaultContentCharset(StandardCharsets.UTF_8)
                .encodeContentTypeAs("application/cloudevents-batch+json", ContentType.TEXT)
                .encodeContentTypeAs("application/cloudevents+json", ContentType.TEXT)
                .encodeContentTypeAs("application/cloudevents+xml", ContentType.TEXT)
                .encodeContentTypeAs("application/cloudevents", ContentType.TEXT)
                .encodeContentTypeAs("application/avro", ContentType.TEXT));
  }
}
