package io.rapport.ingest.whatsapp;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.ingest.Stored;
import io.rapport.testing.PostgresTestResource;
import io.rapport.testing.TestTokens;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Text of messages is looked at for subscription words, and then kept or dropped. */
@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
class ContentAtTheDoorTest {

  private final String waba = "waba-" + UUID.randomUUID();
  private final Stored stored = new Stored(waba);
  private final long now = Instant.now().getEpochSecond();

  @Test
  void nothingIsKeptUnlessTheAccountTurnsItOn() {
    deliver(text("m1", "hello"));
    assertThat(stored.count("message_content")).isZero();
    settings("{\"contentRetentionDays\":30}");
    deliver(text("m2", "hello again"));
    assertThat(stored.count("message_content")).isOne();
    settings("{}");
    deliver(text("m3", "and again"));
    assertThat(stored.count("message_content")).isOne();
    assertThat(stored.count("event")).isEqualTo(3);
  }

  @Test
  void captionsTapsAndAnswersOfFormsAreKeptAndWhatSaysNothingIsNot() {
    deliver(text("m0", "registers the account"));
    settings("{\"contentRetentionDays\":30}");
    deliver(
        message("m1", "image", "{\"id\":\"1\",\"caption\":\"my parcel\"}"),
        message("m2", "button", "{\"payload\":\"p\",\"text\":\"Yes\"}"),
        message("m3", "interactive", "{\"button_reply\":{\"id\":\"1\",\"title\":\"No\"}}"),
        message("m4", "interactive", "{\"list_reply\":{\"id\":\"1\",\"title\":\"Berlin\"}}"),
        message("m5", "interactive", "{\"nfm_reply\":{\"response_json\":\"{}\"}}"),
        message("m6", "sticker", "{\"id\":\"1\"}"),
        message("m7", "location", "{\"latitude\":1,\"longitude\":2}"),
        message("m8", "text", "{\"body\":{\"not\":\"a text\"}}"),
        message("m9", "image", "\"not an object\""));
    assertThat(stored.count("message_content")).isEqualTo(5);
    assertThat(stored.count("event")).isEqualTo(10);
  }

  @Test
  void ofAGroupNothingIsKept() {
    deliver(text("m0", "registers the account"));
    settings("{\"contentRetentionDays\":30}");
    deliver(
        """
        {"from":"49151","group_id":"g1","id":"m1","timestamp":"%d","type":"text",\
        "text":{"body":"to all"}}"""
            .formatted(now));
    assertThat(stored.count("event")).isEqualTo(2);
    assertThat(stored.count("message_content")).isZero();
  }

  @Test
  void wordsThatEndOrBeginASubscriptionAreMarkedThoughNoTextIsKept() {
    deliver(
        text("m1", "STOP"),
        text("m2", "Abonnieren"),
        text("m3", "don't stop"),
        text("m4", "s'abonner"),
        message("m5", "image", "{\"id\":\"1\",\"caption\":\"stop\"}"));
    assertThat(stored.count("event", "flags & 2 = 2")).isEqualTo(2);
    assertThat(stored.count("event", "flags & 4 = 4")).isEqualTo(2);
    assertThat(stored.count("message_content")).isZero();
  }

  @Test
  void theAccountsOwnWordsCountAndOptOutWins() {
    deliver(text("m0", "basta"));
    assertThat(stored.count("event", "flags <> 0")).isZero();
    settings(
        "{\"optOutKeywords\":[\"basta\"],\"optInKeywords\":[\"stop\"],\"languages\":[\"de\"]}");
    deliver(text("m1", "Basta!"), text("m2", "stop"), text("m3", "darme de alta"));
    assertThat(stored.count("event", "flags & 2 = 2")).isEqualTo(2);
    assertThat(stored.count("event", "flags & 4 = 4")).isZero();
  }

  @Test
  void aMessageThatGoesToQuarantineShowsNothingOfItsText() {
    deliver("{\"from\":\"49151\",\"id\":\"m1\",\"type\":\"text\",\"text\":{\"body\":\"secret\"}}");
    assertThat(stored.rows("SELECT field, reason, detail FROM rapport.quarantine").toString())
        .doesNotContain("secret");
    assertThat(stored.count("message_content")).isZero();
  }

  private void deliver(String... messages) {
    var body = Payloads.body(waba, "7", Payloads.messages(messages));
    assertThat(Sender.send(body).statusCode()).isEqualTo(200);
  }

  private void settings(String body) {
    given()
        .auth()
        .oauth2(TestTokens.of("admin", waba))
        .contentType("application/json")
        .header("If-Match", "*")
        .body(body)
        .put("/v1/accounts/" + waba + "/settings")
        .then()
        .statusCode(200);
  }

  private String text(String wamid, String body) {
    return message(wamid, "text", "{\"body\":\"" + body + "\"}");
  }

  private String message(String wamid, String type, String content) {
    return """
    {"from":"49151","id":"%1$s","timestamp":"%2$d","type":"%3$s","%3$s":%4$s}"""
        .formatted(wamid, now, type, content);
  }
}
