package io.rapport.testing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every service keeps: who gets in, how it refuses, what it tells operators and clients. A
 * service's test extends this as a {@code @QuarkusTest} with {@link PostgresTestResource}.
 */
public abstract class ServiceContract {

  private static final String SHOP = "contract-1";
  private static final String SUPPORT = "contract-2";
  private static final String FOREIGN = "contract-3";

  @BeforeEach
  void threeAccounts() throws SQLException {
    try (var connection = TestDatabase.shared().admin();
        var statement = connection.createStatement()) {
      statement.execute(
          """
          INSERT INTO rapport.account (account_id, waba_id, name, zone, created_at)
          VALUES (900001, 'contract-1', 'Shop', 'Europe/Berlin', now()),
                 (900002, 'contract-2', NULL, 'Asia/Kathmandu', now()),
                 (900003, 'contract-3', 'Somebody else', 'UTC', now())
          ON CONFLICT DO NOTHING""");
    }
  }

  @Test
  void aCallerSeesTheAccountsTheTokenNames() {
    as(TestTokens.of("viewer", SUPPORT, SHOP, "unknown"))
        .get("/v1/accounts")
        .then()
        .statusCode(200)
        .body("items.account", equalTo(List.of(SHOP, SUPPORT)))
        .body("items[0].name", equalTo("Shop"))
        .body("items[0].zone", equalTo("Europe/Berlin"))
        .body("items[1].name", nullValue())
        .body("items[1].zone", equalTo("Asia/Kathmandu"))
        .body("next", nullValue());
  }

  @Test
  void aStarStandsForAllAccounts() {
    as(TestTokens.of("admin", "*"))
        .get("/v1/accounts")
        .then()
        .statusCode(200)
        .body("items.account", hasItems(SHOP, SUPPORT, FOREIGN))
        .body("items.account", everyItem(not(is(""))));
  }

  @Test
  void aTokenWithoutAccountsSeesNone() {
    as(TestTokens.of("viewer")).get("/v1/accounts").then().statusCode(200).body("items", empty());
  }

  @Test
  void pagesFollowEachOther() {
    var token = TestTokens.of("viewer", SHOP, SUPPORT, FOREIGN);
    String next =
        as(token)
            .get("/v1/accounts?limit=2")
            .then()
            .statusCode(200)
            .body("items.account", equalTo(List.of(SHOP, SUPPORT)))
            .extract()
            .path("next");
    as(token)
        .queryParam("after", next)
        .get("/v1/accounts?limit=2")
        .then()
        .statusCode(200)
        .body("items.account", equalTo(List.of(FOREIGN)))
        .body("next", nullValue());
  }

  @Test
  void noQueryStandsInTheLog() {
    var lines = new CopyOnWriteArrayList<String>();
    var listener =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            lines.add(line.getMessage());
          }

          @Override
          public void flush() {
            // Nothing is held back.
          }

          @Override
          public void close() {
            // Nothing is open.
          }
        };
    var log = Logger.getLogger("io.quarkus.http.access-log");
    log.addHandler(listener);
    try {
      given().get("/v1/nothing?access_token=EAAGsecret").then().statusCode(404);
      await().until(() -> lines.stream().anyMatch(line -> line.contains("/v1/nothing")));
      assertThat(lines).noneMatch(line -> line.contains("EAAGsecret"));
    } finally {
      log.removeHandler(listener);
    }
  }

  @Test
  void withoutATokenTheAnswerIs401() {
    problem(given().get("/v1/accounts").then(), 401, "unauthorized")
        .header("WWW-Authenticate", equalTo("Bearer"));
  }

  static Stream<String> refused() {
    var good = TestTokens.token().role("viewer").accounts("*");
    return Stream.of(
        "garbage",
        good.forged(),
        good.issuer("https://elsewhere.example").signed(),
        good.audience("another-application").signed(),
        good.expiresAt(Instant.now().minus(Duration.ofMinutes(5))).signed());
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("refused")
  void aTokenThatIsNotValidHereIsRefused(String token) {
    problem(as(token).get("/v1/accounts").then(), 401, "unauthorized")
        .header("WWW-Authenticate", containsString("invalid_token"));
  }

  @Test
  void aTokenWithoutTheRoleIsRefused() {
    problem(as(TestTokens.of("guest", "*")).get("/v1/accounts").then(), 403, "forbidden");
  }

  @Test
  void anUnknownPathIsNotFound() {
    problem(given().get("/v1/nothing-here").then(), 404, "not-found");
    problem(given().get("/q/nothing-here").then(), 404, "not-found");
  }

  @Test
  void aWrongMethodIsNotAllowed() {
    problem(given().delete("/v1/accounts").then(), 405, "method-not-allowed");
  }

  @Test
  void whatNobodyCanProduceIsNotAcceptable() {
    problem(
        as(TestTokens.of("viewer")).accept("image/png").get("/v1/accounts").then(),
        406,
        "not-acceptable");
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=0", "limit=1001", "limit=many", "after=%00"})
  void inputThatMakesNoSenseIsABadRequest(String query) {
    problem(
        as(TestTokens.of("viewer")).urlEncodingEnabled(false).get("/v1/accounts?" + query).then(),
        400,
        "bad-request");
  }

  @Test
  void aFaultNamesItsParameter() {
    as(TestTokens.of("viewer"))
        .get("/v1/accounts?limit=0")
        .then()
        .body("errors.pointer", equalTo(List.of("limit")));
  }

  @Test
  void itIsReadyWhenItReachesItsDatabase() {
    given()
        .get("/q/health/ready")
        .then()
        .statusCode(200)
        .body("status", equalTo("UP"))
        .body("checks.name", hasItems(containsString("PostgreSQL")));
    int expected = schema("expected");
    assertThat(expected)
        .as("SchemaReadiness names the newest migration")
        .isEqualTo(schema("found"));
    given().get("/q/health/live").then().statusCode(200).body("status", equalTo("UP"));
  }

  private static int schema(String what) {
    return given()
        .get("/q/health/ready")
        .path("checks.find { it.name == 'Database schema' }.data." + what);
  }

  @Test
  void aRequestHasAName() {
    given()
        .header("X-Request-Id", "from-the-caller.1")
        .get("/v1/accounts")
        .then()
        .header("X-Request-Id", equalTo("from-the-caller.1"));
    given()
        .header("X-Request-Id", "nobody shall log this")
        .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
        .get("/v1/accounts")
        .then()
        .header("X-Request-Id", equalTo("0af7651916cd43dd8448eb211c80319c"));
    given().get("/v1/accounts").then().header("X-Request-Id", matchesPattern("[0-9a-f-]{36}"));
  }

  @Test
  void itShowsItsMetrics() {
    given().get("/q/metrics").then().statusCode(200).body(containsString("jvm_memory_used_bytes"));
  }

  @Test
  void itsDocumentNamesItself() {
    given()
        .accept("application/json")
        .get("/q/openapi?format=json")
        .then()
        .statusCode(200)
        .body("info.title", startsWith("Rapport"))
        .body("info.license.name", equalTo("Apache-2.0"))
        .body("components.securitySchemes.bearer.scheme", equalTo("bearer"))
        .body("components.schemas.Problem.required", hasItems("type", "title", "status", "detail"));
  }

  @Test
  void whatCanBeSetIsDocumentedAndNothingElse() {
    ConfigurationContract.verify(Path.of("../docs/configuration.md"));
  }

  @Test
  void itsDocumentIsTheOneCheckedIn() {
    OpenApiContract.verify(Path.of("openapi.yaml"));
  }

  @Test
  void itsDocumentLeavesNothingOut() {
    assertThat(OpenApiContract.omissions()).isEmpty();
  }

  private static RequestSpecification as(String token) {
    return given().auth().oauth2(token);
  }

  private static ValidatableResponse problem(
      ValidatableResponse response, int status, String slug) {
    return response
        .statusCode(status)
        .contentType(startsWith("application/problem+json"))
        .body("type", equalTo("https://rapport.io/problems/" + slug))
        .body("status", equalTo(status))
        .body("title", not(empty()))
        .body("detail", not(empty()));
  }
}
