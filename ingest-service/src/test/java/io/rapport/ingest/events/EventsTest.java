package io.rapport.ingest.events;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
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
  private final EventsClient events = new EventsClient(waba);
  private final Stored stored = new Stored(waba);

  @BeforeEach
  void anAccountWithANumber() {
    directory.register(waba, NUMBER, Optional.empty()).await().indefinitely();
  }

  @ParameterizedTest
  @EnumSource(EventType.class)
  void theExampleOfEachTypeIsStored(EventType type) {
    events.post(events.example(type)).statusCode(200).body("status", equalTo("accepted"));
    assertThat(stored.count("event")).isOne();
    assertThat(stored.count("contact")).isOne();
    assertThat(stored.announced()).isOne();
    events.post(events.example(type)).statusCode(200).body("status", equalTo("duplicate"));
    assertThat(stored.count("event")).isOne();
    assertThat(stored.announced()).isOne();
  }

  @Test
  void aSentMessageIsLabelledAndKnownByItsWamid() {
    events.post(events.example(EventType.MESSAGE_SENT)).statusCode(200);
    var wamid = events.example(EventType.MESSAGE_SENT).getJsonObject("data").getString("wamid");
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
    events.post(events.example(EventType.MESSAGE_AGENT)).statusCode(200);
    assertThat(stored.values("SELECT label::text FROM rapport.event WHERE account_id = :account"))
        .containsExactly("{\"origin\": \"agent\"}");
  }

  @Test
  void aClickIsOfItsMessageOrOfItsCampaign() {
    var ofMessage = events.example(EventType.LINK_CLICKED);
    events.post(ofMessage).statusCode(200);
    var ofCampaign = ofMessage.copy().put("id", "2");
    ofCampaign.getJsonObject("data").remove("wamid");
    ofCampaign.getJsonObject("data").remove("phoneNumberId");
    events.post(ofCampaign).statusCode(200);
    var elsewhere = ofCampaign.copy().put("source", "https://other.example");
    events.post(elsewhere).statusCode(200);
    var label = "{\"variant\": \"b\", \"campaign\": \"spring-sale\"}";
    var wamid = ofMessage.getJsonObject("data").getString("wamid");
    assertThat(
            stored.rows(
                """
                SELECT kind, channel_id, message_id, label::text FROM rapport.event
                WHERE account_id = :account AND message_id IS NOT NULL"""))
        .containsExactly(List.of(40, 1, ids.message(NUMBER, wamid), label));
    assertThat(
            stored.rows(
                """
                SELECT kind, channel_id, label::text FROM rapport.event
                WHERE account_id = :account AND message_id IS NULL"""))
        .containsOnly(List.of(40, 0, label))
        .hasSize(2);
    // Two programs may call different links alike.
    assertThat(
            stored.values(
                """
                SELECT count(DISTINCT reference_id)::text FROM rapport.event
                WHERE account_id = :account"""))
        .containsExactly("2");
  }

  @Test
  void whatWasHeldBackKeepsWhyAndWhatItWouldHaveBeen() {
    var whole = events.example(EventType.SEND_BLOCKED);
    events.post(whole).statusCode(200);
    var bare = whole.copy().put("id", "2");
    var data = bare.getJsonObject("data");
    data.fieldNames().retainAll(Set.of("account", "contact"));
    events.post(bare).statusCode(400).body("errors.pointer", equalTo(List.of("/data/reason")));
    data.put("reason", "mood");
    events
        .post(bare)
        .statusCode(400)
        .body("errors.pointer", equalTo(List.of("/data/reason")))
        .body(
            "errors.detail",
            equalTo(List.of("must be one of consent, frequency-cap, quiet-hours, other")));
    data.put("reason", "consent").put("text", "Buy now");
    events.post(bare).statusCode(400).body("errors.pointer", equalTo(List.of("/data/text")));
    data.remove("text");
    events.post(bare).statusCode(200).body("status", equalTo("accepted"));
    assertThat(
            stored.rows(
                """
                SELECT kind, channel_id, attributes::text, coalesce(label::text, '')
                FROM rapport.event WHERE account_id = :account ORDER BY channel_id"""))
        .containsExactly(
            List.of(70, 0, "{\"reason\": \"consent\"}", ""),
            List.of(
                70,
                1,
                "{\"reason\": \"frequency-cap\"}",
                "{\"format\": \"template\", \"origin\": \"campaign\", \"segment\": \"vip\","
                    + " \"variant\": \"b\", \"campaign\": \"spring-sale\", \"language\": \"de\","
                    + " \"template\": \"spring_offer\"}"));
  }

  @Test
  void aRefundMeetsItsConversionAndAConversionItsCart() {
    events.post(events.example(EventType.CART_CREATED)).statusCode(200);
    events.post(events.example(EventType.CONVERSION)).statusCode(200);
    events.post(events.example(EventType.REFUND)).statusCode(200);
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
    events.post(events.example(EventType.CONVERSION)).statusCode(200);
    var later = events.example(EventType.CONVERSION).put("time", "2020-02-29T23:59:59+14:00");
    later.getJsonObject("data").put("contact", new JsonObject().put("waId", "4930111"));
    events.post(later).statusCode(200).body("status", equalTo("duplicate"));
    var nobody = events.example(EventType.CONVERSION);
    nobody.getJsonObject("data").put("contact", EventsClient.contactId(UUID.randomUUID()));
    events.post(nobody).statusCode(200).body("status", equalTo("duplicate"));
    assertThat(stored.count("event")).isOne();
    assertThat(stored.count("contact")).isOne();
    events
        .post(events.example(EventType.CONVERSION).put("source", "https://another.example"))
        .body("status", equalTo("accepted"));
  }

  @Test
  void manyRepetitionsAtOnceAreStoredOnce() {
    var requests = new ArrayList<CompletableFuture<String>>();
    for (int i = 0; i < 16; i++) {
      var event =
          events.example(EventType.BOT_GOAL).put("time", "2026-11-01T10:00:%02dZ".formatted(i));
      requests.add(
          CompletableFuture.supplyAsync(
              () -> events.post(event).statusCode(200).extract().<String>path("status")));
    }
    assertThat(requests.stream().map(CompletableFuture::join))
        .hasSize(16)
        .containsOnlyOnce("accepted");
    assertThat(stored.count("event")).isOne();
    assertThat(stored.count("reported_event")).isOne();
  }

  @Test
  void attributesInHeadersAreDecoded() {
    var event = events.example(EventType.HANDOVER);
    events.binary(event, "Euro%20%E2%82%AC").body("id", equalTo("Euro €"));
    events.post(event.copy().put("id", "Euro €")).body("status", equalTo("duplicate"));
    events
        .binary(event, "%C0%A0")
        .statusCode(400)
        .body("errors.pointer", equalTo(List.of("ce-id")));
    var wrong = event.copy();
    wrong.getJsonObject("data").put("to", "the moon");
    events
        .binary(wrong, "1")
        .statusCode(400)
        .body("errors.pointer", equalTo(List.of("/to")))
        .body("errors.detail", equalTo(List.of("must be one of bot, human, automation, customer")));
    events
        .request()
        .contentType("application/json")
        .body("{}")
        .post("/v1/events")
        .then()
        .statusCode(400)
        .body("errors.pointer", hasItem("ce-specversion"));
  }

  @Test
  void dataMayComeAsBytes() {
    var event = events.example(EventType.REFUND);
    var data = event.remove("data").toString().getBytes(StandardCharsets.UTF_8);
    events.post(event.put("data_base64", Base64.getEncoder().encodeToString(data))).statusCode(200);
    assertThat(stored.count("event", "kind = 32")).isOne();
    events.post(event.put("data_base64", "%%%").put("id", "2")).statusCode(400);
    events.post(event.put("data_base64", "AAEC").put("id", "2")).statusCode(400);
  }

  @Test
  void aBatchSaysOfEachEventWhatBecameOfIt() {
    events.post(events.example(EventType.HANDOVER)).statusCode(200);
    var wrongMoney = events.example(EventType.CART_CREATED);
    wrongMoney.getJsonObject("data").getJsonObject("value").put("currency", "euro");
    var foreign = events.example(EventType.BOT_TURN);
    foreign.getJsonObject("data").put("account", "somebody else's");
    var batch =
        new JsonArray()
            .add(events.example(EventType.CONVERSION))
            .add(events.example(EventType.HANDOVER))
            .add(wrongMoney)
            .add("not an event")
            .add(foreign)
            .add(events.example(EventType.BOT_GOAL).put("type", "io.rapport.bot.dance"))
            .add(events.example(EventType.CONVERSION));
    events
        .post(batch)
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
    events.post(new JsonArray()).statusCode(200).body("items", hasSize(0));
    var other = "waba-" + UUID.randomUUID();
    directory.register(other, "1", Optional.empty()).await().indefinitely();
    var event = events.example(EventType.REFUND);
    event.getJsonObject("data").put("account", other);
    given()
        .auth()
        .oauth2(TestTokens.of("integrator", waba, other))
        .config(EventsClient.asItIs())
        .contentType("application/cloudevents-batch+json")
        .body(new JsonArray().add(events.example(EventType.REFUND)).add(event).encode())
        .post("/v1/events")
        .then()
        .statusCode(200)
        .body("accepted", equalTo(2));
    assertThat(stored.count("event")).isOne();
    assertThat(new Stored(other).count("event")).isOne();
  }

  @Test
  void aContactIsFoundByItsIdEvenAfterItWasMerged() {
    events.post(events.example(EventType.HANDOVER)).statusCode(200);
    var heir = contacts().getFirst();
    events
        .post(events.about(EventType.BOT_GOAL, "b1", new JsonObject().put("userId", "DE.77")))
        .statusCode(200);
    var merged =
        contacts().stream().filter(contact -> !contact.equals(heir)).findFirst().orElseThrow();
    events
        .post(events.about(EventType.BOT_GOAL, "b2", EventsClient.contactId(merged)))
        .body("status", equalTo("accepted"));
    assertThat(stored.count("event", "contact_id = '" + merged + "'")).isEqualTo(2);
    stored.execute(
        "UPDATE rapport.contact SET merged_into = '%s' WHERE contact_id = '%s'"
            .formatted(heir, merged));
    events
        .post(events.about(EventType.BOT_GOAL, "b3", EventsClient.contactId(merged)))
        .body("status", equalTo("accepted"));
    assertThat(stored.count("event", "contact_id = '" + heir + "'")).isEqualTo(2);
  }

  @Test
  void anUnknownContactIdIsRefusedUntilItIsKnown() {
    var contact = UUID.randomUUID();
    events
        .post(events.about(EventType.REFUND, "r1", EventsClient.contactId(contact)))
        .statusCode(422)
        .body("type", equalTo("https://rapport.io/problems/unknown-contact"))
        .body("errors[0].pointer", equalTo("/data/contact/contactId"));
    assertThat(stored.count("reported_event")).isZero();
    stored.execute(
        "INSERT INTO rapport.contact (account_id, contact_id, created_at) VALUES (:account, '%s', now())"
            .formatted(contact));
    events
        .post(events.about(EventType.REFUND, "r1", EventsClient.contactId(contact)))
        .body("status", equalTo("accepted"));
  }

  @Test
  void aContactHasExactlyOneName() {
    for (var contact :
        List.of(
            new JsonObject(),
            new JsonObject().put("waId", "491").put("userId", "DE.1"),
            new JsonObject().putNull("waId"))) {
      events
          .post(events.about(EventType.REFUND, "r", contact))
          .statusCode(400)
          .body("errors.pointer", equalTo(List.of("/data/contact")));
    }
    events
        .post(events.about(EventType.REFUND, "r", new JsonObject().put("waId", "nobody")))
        .statusCode(400)
        .body("errors.pointer", equalTo(List.of("/data/contact/waId")));
    events
        .post(events.about(EventType.REFUND, "r", new JsonObject().put("contactId", "not-a-uuid")))
        .statusCode(400)
        .body("errors.pointer", equalTo(List.of("/data/contact/contactId")));
  }

  @Test
  void aNumberTheAccountDoesNotHaveIsRefusedAndNotRegistered() {
    var event = events.example(EventType.MESSAGE_SENT);
    event.getJsonObject("data").put("phoneNumberId", "999");
    events
        .post(event)
        .statusCode(422)
        .body("type", equalTo("https://rapport.io/problems/unknown-phone-number"))
        .body("errors[0].pointer", equalTo("/data/phoneNumberId"));
    event.getJsonObject("data").remove("phoneNumberId");
    events
        .post(event)
        .statusCode(400)
        .body("errors.pointer", equalTo(List.of("/data/phoneNumberId")));
    assertThat(stored.count("channel")).isOne();
    events.post(events.example(EventType.HANDOVER)).statusCode(200);
    assertThat(stored.count("event", "channel_id = 0")).isOne();
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
    var event = events.example(EventType.REFUND).put("time", time);
    events.post(event).statusCode(200).body("status", equalTo("accepted"));
    events.post(event).body("status", equalTo("duplicate"));
  }

  @Test
  void everyOutcomeIsCounted() {
    double accepted = counted("io.rapport.refund", "accepted");
    double duplicates = counted("io.rapport.refund", "duplicate");
    double unknown = counted("unknown", "unknown-event-type");
    events.post(events.example(EventType.REFUND));
    events.post(events.example(EventType.REFUND));
    events.post(events.example(EventType.REFUND).put("type", "x"));
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
}
