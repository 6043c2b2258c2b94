package io.rapport.metrics.segment;

import static io.rapport.metrics.kpi.KpiRequests.problem;
import static io.rapport.metrics.segment.SegmentRows.as;
import static io.rapport.metrics.segment.SegmentRows.body;
import static io.rapport.metrics.segment.SegmentRows.segment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.metrics.kpi.FactRows;
import io.rapport.testing.PostgresTestResource;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class SegmentsResourceTest {

  private static final String VIPS = "{\"tag\":[\"vip\"]}";

  @Test
  void aSegmentIsMadeChangedAndDeleted() {
    int account = FactRows.account("UTC");
    var path = "/v1/segments/" + segment(account, VIPS);
    as("viewer", account)
        .get(path)
        .then()
        .statusCode(200)
        .header("ETag", "\"0\"")
        .body("name", equalTo("a segment"))
        .body("rule.tag", contains("vip"))
        .body("rule.all", nullValue());

    var changed = body(account, "{\"not\":" + VIPS + "}");
    problem(as("marketer", account).body(changed).put(path).then(), 428, "precondition-required");
    as("marketer", account)
        .header("If-Match", "\"0\"")
        .body(changed)
        .put(path)
        .then()
        .statusCode(200)
        .header("ETag", "\"1\"")
        .body("rule.not.tag", contains("vip"));
    problem(
        as("marketer", account).header("If-Match", "\"0\"").body(changed).put(path).then(),
        412,
        "precondition-failed");
    problem(
        as("marketer", account).header("If-Match", "\"0\"").delete(path).then(),
        412,
        "precondition-failed");
    as("marketer", account).header("If-Match", "\"1\"").delete(path).then().statusCode(204);
    problem(as("viewer", account).get(path).then(), 404, "not-found");
    problem(as("viewer", account).get(path + "/size").then(), 404, "not-found");
  }

  @Test
  void segmentsAreListedThePageAfterThePage() {
    int account = FactRows.account("UTC");
    var first = segment(account, VIPS);
    var second = segment(account, VIPS);
    var page = as("viewer", account).get(list(account) + "&limit=1");
    page.then().statusCode(200).body("items.id", contains(second));
    as("viewer", account)
        .get(list(account) + "&limit=1&cursor=" + page.path("next"))
        .then()
        .statusCode(200)
        .body("items.id", contains(first))
        .body("next", nullValue());
    problem(as("viewer", account).get(list(account) + "&cursor=x").then(), 400, "bad-request");
  }

  private static String list(int account) {
    return "/v1/segments?account=" + FactRows.waba(account);
  }

  @Test
  void aRequestThatIsRepeatedMakesOne() {
    int account = FactRows.account("UTC");
    var request = body(account, VIPS);
    var made =
        as("marketer", account).header("Idempotency-Key", "k").body(request).post("/v1/segments");
    made.then().statusCode(201).header("Location", endsWith(made.<String>path("id")));
    as("marketer", account)
        .header("Idempotency-Key", "k")
        .body(request)
        .post("/v1/segments")
        .then()
        .statusCode(201)
        .body("id", equalTo(made.path("id")));
    as("viewer", account).get(list(account)).then().body("items", hasSize(1));
  }

  @Test
  void aRequestThatFailsLetsGoOfItsKey() {
    int account = FactRows.account("UTC");
    problem(post(account, "{\"tag\":[]}"), 400, "bad-request");
    post(account, VIPS).statusCode(201);
    problem(post(account, "{\"tag\":[\"other\"]}"), 422, "idempotency-key-reused");
  }

  private static ValidatableResponse post(int account, String rule) {
    return as("marketer", account)
        .header("Idempotency-Key", "k")
        .body(body(account, rule))
        .post("/v1/segments")
        .then();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"tag\":[]}",
        "{\"lifecycle\":[\"old\"]}",
        "{\"behaviour\":{\"did\":\"slept\"}}",
        "{\"sql\":\"1=1\"}",
        "null"
      })
  void whatIsNoRuleIsRefused(String rule) {
    int account = FactRows.account("UTC");
    var refused =
        problem(
            as("marketer", account).body(body(account, rule)).post("/v1/segments").then(),
            400,
            "bad-request");
    assertThat(refused.extract().<String>path("errors[0].pointer")).startsWith("/rule");
  }

  @Test
  void whoMayNotEditDoesNot() {
    int account = FactRows.account("UTC");
    var path = "/v1/segments/" + segment(account, VIPS);
    for (var role : new String[] {"viewer", "analyst", "privacy", "integrator"}) {
      problem(
          as(role, account).body(body(account, VIPS)).post("/v1/segments").then(),
          403,
          "forbidden");
      problem(as(role, account).header("If-Match", "*").delete(path).then(), 403, "forbidden");
      problem(as(role, account).post(path + "/refresh").then(), 403, "forbidden");
    }
    problem(as("viewer", account).get(path + "/contacts").then(), 403, "forbidden");
    problem(as("marketer", FactRows.account("UTC")).get(path).then(), 403, "forbidden");
    problem(as("marketer", account).get("/v1/segments/nothing").then(), 404, "not-found");
  }
}
