package io.rapport.ingest;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.ingest.whatsapp.Payloads;
import io.rapport.ingest.whatsapp.Sender;
import io.rapport.testing.PostgresTestResource;
import io.rapport.testing.TestTokens;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is misspelt or of another type is said, and not passed over or guessed at. */
@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
class StrictRequestsTest {

  /** JSON begun in UTF-32, and then no character of it. */
  private static final byte[] NO_TEXT = {0, 0, 0, '{', 0x7F, -1, -1, -1};

  private final String waba = "waba-" + UUID.randomUUID();

  @BeforeEach
  void theAccountIsKnown() {
    Sender.send(
        Payloads.body(
            waba, "7", Payloads.messages(Payloads.text("4915199", "first", 1_760_000_000))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/v1/links | \"name\":\"n\",\"target\":\"https://a.example\",\"expiresAtt\":\"2030-01-01T00:00:00Z\""
            + " | /expiresAtt",
        "/v1/links | \"name\":\"n\",\"target\":\"https://a.example\",\"expiresAt\":1e300 | /expiresAt",
        "/v1/links | \"name\":\"n\",\"target\":\"https://a.example\",\"expiresAt\":1893456000"
            + " | /expiresAt",
        "/v1/links | \"name\":\"n\",\"target\":\"https://a.example\",\"expiresAt\":\"2030-01-01\""
            + " | /expiresAt",
        "/v1/imports | \"format\":1,\"key\":\"k\" | /format",
        "/v1/imports | \"format\":\"csv\",\"key\":\"k\",\"dryrun\":true | /dryrun"
      })
  void whatIsNotInTheDocumentIsRefused(String path, String members, String pointer) {
    post(path, "{\"account\":\"%s\",%s}".formatted(waba, members).getBytes(UTF_8))
        .statusCode(400)
        .body("errors[0].pointer", equalTo(pointer));
  }

  @Test
  void aMisspeltSettingResetsNothing() {
    given()
        .auth()
        .oauth2(TestTokens.of("admin", waba))
        .contentType("application/json")
        .header("If-Match", "*")
        .body("{\"contentRetentionDay\":5}")
        .put("/v1/accounts/" + waba + "/settings")
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/contentRetentionDay"))
        .body("errors[0].detail", containsString("contentRetentionDays"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/links", "/v1/imports", "/v1/quarantine/redrive"})
  void bytesThatAreNoTextAreTheCallersFault(String path) {
    post(path, NO_TEXT).statusCode(400).contentType("application/problem+json");
  }

  @Test
  void eventsAreInUtf8() {
    for (var type : new String[] {"application/cloudevents+json", "application/json"}) {
      request(type).body(NO_TEXT).post("/v1/events").then().statusCode(415);
      request(type).body(new byte[] {'{', 0, '}', 0}).post("/v1/events").then().statusCode(415);
    }
  }

  private ValidatableResponse post(String path, byte[] body) {
    return request("application/json").body(body).post(path).then();
  }

  private RequestSpecification request(String type) {
    return given()
        .config(
            RestAssuredConfig.config()
                .encoderConfig(
                    EncoderConfig.encoderConfig()
                        .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                        .encodeContentTypeAs("application/cloudevents+json", ContentType.BINARY)))
        .auth()
        .oauth2(TestTokens.of("admin", waba))
        .contentType(type);
  }
}
