package io.rapport.metrics.kpi;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.blankOrNullString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.rapport.common.event.Origin;
import io.rapport.testing.TestTokens;
import io.restassured.config.JsonConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** How the tests ask, and the plainest facts they ask about. */
public final class KpiRequests {

  /** Numbers as they stand in JSON, not shortened. */
  public static final RestAssuredConfig DOUBLES =
      RestAssuredConfig.config()
          .jsonConfig(JsonConfig.jsonConfig().numberReturnType(NumberReturnType.DOUBLE));

  private KpiRequests() {}

  /** A caller with a role who may see one account, which is asked about. */
  public static RequestSpecification as(String role, int account) {
    return as(role, FactRows.waba(account));
  }

  /** The same, by the account's WABA id. */
  static RequestSpecification as(String role, String waba) {
    return given().auth().oauth2(TestTokens.of(role, waba)).queryParam("account", waba);
  }

  /** All facts behind a number, in pages of so many at most. */
  static List<Map<String, Object>> pages(String waba, String url, int limit) {
    var facts = new ArrayList<Map<String, Object>>();
    String next = null;
    do {
      var request = as("analyst", waba).queryParam("limit", limit);
      if (next != null) {
        request.queryParam("cursor", next);
      }
      var page = request.get(url);
      page.then().log().ifValidationFails().statusCode(200);
      List<Map<String, Object>> items = page.path("items");
      assertThat(items).hasSizeLessThanOrEqualTo(limit);
      facts.addAll(items);
      next = page.path("next");
    } while (next != null);
    return facts;
  }

  public static ValidatableResponse problem(ValidatableResponse response, int status, String slug) {
    return response
        .statusCode(status)
        .contentType(startsWith("application/problem+json"))
        .body("type", equalTo("https://rapport.io/problems/" + slug))
        .body("status", equalTo(status))
        .body("detail", not(blankOrNullString()));
  }

  /** A message of a campaign, delivered after two seconds; read after a minute or not at all. */
  static FactRows.Message message(UUID contact, Instant sent, boolean read, String campaign) {
    return new FactRows.Message(
        contact,
        UUID.randomUUID(),
        1,
        Origin.CAMPAIGN,
        null,
        0,
        sent,
        sent.plusSeconds(2),
        read ? sent.plusSeconds(60) : null,
        null,
        null,
        null,
        false,
        null,
        null,
        null,
        false,
        new FactRows.Label(campaign, null, null, null, null, null));
  }

  /** A turn that an agent answered after so long; null: nobody did. */
  static FactRows.Turn turn(UUID contact, Instant started, Duration wait) {
    var answered = wait == null ? null : started.plus(wait);
    return new FactRows.Turn(
        contact,
        UUID.randomUUID(),
        1,
        true,
        0,
        started,
        started.plus(Duration.ofDays(7)),
        answered,
        answered,
        null,
        answered == null ? null : Origin.AGENT,
        FactRows.Label.NONE);
  }
}
