package io.rapport.metrics.segment;

import static io.restassured.RestAssured.given;

import io.rapport.metrics.kpi.FactRows;
import io.rapport.testing.TestTokens;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;

/** How the tests of segments ask. */
final class SegmentRows {

  private SegmentRows() {}

  static RequestSpecification as(String role, int account) {
    return as(role, FactRows.waba(account));
  }

  static RequestSpecification as(String role, String waba) {
    return given().auth().oauth2(TestTokens.of(role, waba)).contentType(ContentType.JSON);
  }

  static String body(int account, String rule) {
    return body(FactRows.waba(account), rule);
  }

  static String body(String waba, String rule) {
    return "{\"account\":\"%s\",\"name\":\"a segment\",\"rule\":%s}".formatted(waba, rule);
  }

  /** Makes one; gives its id. */
  static String segment(int account, String rule) {
    return segment(FactRows.waba(account), rule);
  }

  static String segment(String waba, String rule) {
    return as("marketer", waba)
        .body(body(waba, rule))
        .post("/v1/segments")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }
}
