package io.rapport.ingest.links;

import static io.restassured.RestAssured.given;

import io.rapport.testing.TestTokens;

/** Makes links for tests. */
final class NewLink {

  private NewLink() {}

  /** The code of a new link with these members. */
  static String of(String wabaId, String members) {
    return given()
        .auth()
        .oauth2(TestTokens.of("marketer", wabaId))
        .contentType("application/json")
        .body("{\"account\":\"%s\",\"name\":\"A link\",%s}".formatted(wabaId, members))
        .post("/v1/links")
        .then()
        .statusCode(201)
        .extract()
        .path("code");
  }
}
