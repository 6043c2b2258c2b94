package io.rapport.ingest.events;

import static io.restassured.RestAssured.given;

import io.rapport.testing.TestTokens;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Reports events of an account, for tests. */
final class EventsClient {

  private final String waba;

  EventsClient(String waba) {
    this.waba = waba;
  }

  JsonObject example(EventType type) {
    var event = new JsonObject(EventExamples.event(type));
    event.getJsonObject("data").put("account", waba);
    return event;
  }

  JsonObject about(EventType type, String id, JsonObject contact) {
    var event = example(type).put("id", id);
    event.getJsonObject("data").put("contact", contact);
    return event;
  }

  static JsonObject contactId(UUID contact) {
    return new JsonObject().put("contactId", contact.toString());
  }

  ValidatableResponse post(JsonObject event) {
    return send(TestTokens.of("integrator", waba), event.encode());
  }

  ValidatableResponse post(JsonArray batch) {
    return request()
        .contentType("application/cloudevents-batch+json")
        .body(batch.encode())
        .post("/v1/events")
        .then();
  }

  ValidatableResponse binary(JsonObject event, String id) {
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

  static ValidatableResponse send(String token, String body) {
    return given()
        .auth()
        .oauth2(token)
        .config(asItIs())
        .contentType("application/cloudevents+json")
        .body(body.getBytes(StandardCharsets.UTF_8))
        .post("/v1/events")
        .then();
  }

  RequestSpecification request() {
    return given().auth().oauth2(TestTokens.of("integrator", waba)).config(asItIs());
  }

  /** Media types as the test says them, without a charset added. */
  static RestAssuredConfig asItIs() {
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
