package io.rapport.ingest.imports;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.rapport.ingest.whatsapp.Payloads;
import io.rapport.ingest.whatsapp.Sender;
import io.rapport.testing.TestTokens;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.UUID;

/** Somebody who imports into an account of their own. */
final class ImportClient {

  static final String NUMBER = "106540352242922";

  private final String waba = "waba-" + UUID.randomUUID();

  /** The account and its number become known by a webhook. */
  ImportClient known() {
    var first = Payloads.text("4915199", "first", 1_760_000_000);
    Sender.send(Payloads.body(waba, NUMBER, Payloads.messages(first)));
    return this;
  }

  String account() {
    return waba;
  }

  ValidatableResponse begin(String format, String key) {
    return begin(format, key, Map.of("phoneNumberId", NUMBER));
  }

  ValidatableResponse begin(String format, String key, Map<String, String> options) {
    return authorised()
        .contentType("application/json")
        .body(Map.of("account", waba, "format", format, "key", key, "options", options))
        .post("/v1/imports")
        .then();
  }

  ValidatableResponse begin(String format, String key, boolean dryRun) {
    return authorised()
        .contentType("application/json")
        .body(Map.of("account", waba, "format", format, "key", key, "dryRun", dryRun))
        .post("/v1/imports")
        .then();
  }

  String open(String format) {
    return begin(format, "file").statusCode(201).extract().path("id");
  }

  /** A chunk at the front of the file, of which it is all there is. */
  ValidatableResponse chunk(String id, String body) {
    return chunk(id, 0, body);
  }

  ValidatableResponse chunk(String id, byte[] body) {
    return chunk(id, 0, body);
  }

  ValidatableResponse chunk(String id, long offset, String body) {
    return chunk(id, offset, body.getBytes(UTF_8));
  }

  private ValidatableResponse chunk(String id, long offset, byte[] body) {
    return authorised()
        .body(body)
        .post("/v1/imports/" + id + "/chunks?account=" + waba + "&offset=" + offset)
        .then();
  }

  /** A whole file, which may lack the line break at its end. */
  ValidatableResponse last(String id, String body) {
    return authorised()
        .body(body.getBytes(UTF_8))
        .post("/v1/imports/" + id + "/chunks?last=true&account=" + waba + "&offset=0")
        .then();
  }

  ValidatableResponse finish(String id) {
    return authorised().post("/v1/imports/" + id + "/finish?account=" + waba).then();
  }

  ValidatableResponse get(String id) {
    return authorised().get("/v1/imports/" + id + "?account=" + waba).then();
  }

  ValidatableResponse cancel(String id) {
    return authorised().delete("/v1/imports/" + id + "?account=" + waba).then();
  }

  String errors(String id) {
    return authorised()
        .get("/v1/imports/" + id + "/errors?account=" + waba)
        .then()
        .statusCode(200)
        .extract()
        .asString();
  }

  private RequestSpecification authorised() {
    return given()
        .auth()
        .oauth2(TestTokens.of("integrator", waba))
        .contentType("application/octet-stream");
  }
}
