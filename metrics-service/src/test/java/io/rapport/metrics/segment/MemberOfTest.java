package io.rapport.metrics.segment;

import static io.rapport.metrics.kpi.KpiRequests.problem;
import static io.rapport.metrics.segment.SegmentRows.as;
import static io.rapport.metrics.segment.SegmentRows.segment;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.common.records.RecordId;
import io.rapport.metrics.kpi.FactRows;
import io.rapport.testing.PostgresTestResource;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** KPIs of who was in a segment. */
@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class MemberOfTest {

  private static Regulars regulars;

  @Inject Pool pool;

  @BeforeEach
  void regulars() {
    if (regulars == null) {
      regulars = Regulars.in(pool);
    }
  }

  @Test
  void aKpiCountsWhoWasAMemberWhenItBegan() {
    var id = segment(regulars.waba(), "{\"tag\":[\"vip\"]}");
    var segment = RecordId.of(id).orElseThrow().id();
    // Ann was a member for some days; Cleo came too late and Dora left too early.
    regulars.member(segment, regulars.contact("ann"), 6, 4);
    regulars.member(segment, regulars.contact("cleo"), 110, 0);
    regulars.member(segment, regulars.contact("dora"), 99, 20);
    var url =
        "/v1/kpis/delivery-rate?account=" + regulars.waba() + "&from=2026-01-01&memberOf=" + id;

    as("viewer", regulars.waba())
        .get(url)
        .then()
        .statusCode(200)
        .body("denominator", equalTo(1))
        .body("numerator", equalTo(1));
    as("viewer", regulars.waba())
        .get("/v1/kpis/answer-rate?account=" + regulars.waba() + "&from=2026-01-01&memberOf=" + id)
        .then()
        .statusCode(200)
        .body("denominator", equalTo(1));
  }

  @Test
  void segmentsOverlapAndAreNoGroups() {
    problem(
        as("viewer", regulars.waba())
            .get("/v1/kpis/delivery-rate?account=" + regulars.waba() + "&groupBy=memberOf")
            .then(),
        400,
        "bad-request");
    as("viewer", regulars.waba())
        .get("/v1/kpis/definitions")
        .then()
        .body(
            "definitions.find { it.id == 'csat' }.groupings.find { it == 'memberOf' }",
            nullValue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/kpis?",
        "/v1/kpis/open-rate?",
        "/v1/kpis/open-rate/facts?part=numerator&",
        "/v1/kpis/open-rate/exclusions?",
        "/v1/kpis/open-rate/export?",
        "/v1/kpis/open-rate/facts/export?part=numerator&",
        "/v1/heat-maps/open-rate?",
        "/v1/costs?"
      })
  void aSegmentThatTheAccountDoesNotHaveIsRefused(String path) {
    var present = segment(regulars.waba(), "{\"tag\":[\"vip\"]}");
    var deleted = segment(regulars.waba(), "{\"tag\":[\"vip\"]}");
    as("marketer", regulars.waba())
        .header("If-Match", "*")
        .delete("/v1/segments/" + deleted)
        .then()
        .statusCode(204);
    var others = segment(FactRows.account("UTC"), "{\"tag\":[\"vip\"]}");
    var never = new RecordId(regulars.ledger().accountId(), UUID.randomUUID()).text();
    var url = path + "account=" + regulars.waba() + "&memberOf=" + present;

    as("analyst", regulars.waba()).get(url).then().statusCode(200);
    as("analyst", regulars.waba()).get(url + "&memberOf=" + present).then().statusCode(200);
    for (var id : List.of(deleted, others, never, "nothing")) {
      problem(
              as("analyst", regulars.waba()).get(url + "&memberOf=" + id).then(),
              400,
              "bad-request")
          .body("errors.pointer", contains("memberOf"));
    }
  }
}
