package io.rapport.metrics.kpi;

import static io.rapport.metrics.kpi.KpiRequests.as;
import static io.rapport.metrics.kpi.KpiRequests.message;
import static io.rapport.metrics.kpi.KpiRequests.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.testing.PostgresTestResource;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class HeatMapTest {

  private static final String MAY = "?from=2024-05-01&to=2024-06-01";
  private static final Instant FIRST = Instant.parse("2024-05-02T00:00:00Z");

  @Test
  void theCellsAreThoseOfAPlainCount() {
    int account = FactRows.account("Australia/Eucla"); // an offset of 8:45
    var facts = new RandomFacts(4, FIRST, Duration.ofDays(28), 40, 8);
    FactRows.messages(account, facts.messages());
    FactRows.turns(account, facts.turns());
    CubeRows.write(account, facts.messages(), facts.turns());
    var counted = new TreeMap<Integer, Integer>();
    for (var turn : facts.turns()) {
      if (turn.exclusion() == 0) {
        var local = turn.started().atZone(ZoneId.of("Australia/Eucla"));
        counted.merge(local.getDayOfWeek().getValue() * 100 + local.getHour(), 1, Integer::sum);
      }
    }

    var answer =
        as("analyst", account)
            .get("/v1/heat-maps/answer-rate" + MAY)
            .then()
            .statusCode(200)
            .body("id", equalTo("answer-rate"))
            .body("zone", equalTo("Australia/Eucla"))
            .body("other", nullValue())
            .extract();
    List<Map<String, Object>> cells = answer.path("cells");
    var found = new TreeMap<Integer, Integer>();
    cells.forEach(
        cell -> {
          if ((Integer) cell.get("denominator") > 0) {
            found.put(
                (Integer) cell.get("dayOfWeek") * 100 + (Integer) cell.get("hour"),
                (Integer) cell.get("denominator"));
          }
        });

    assertThat(found).isEqualTo(counted);
    assertThat(
            cells.stream()
                .map(cell -> (Integer) cell.get("dayOfWeek") * 100 + (Integer) cell.get("hour")))
        .isSorted();
  }

  @Test
  void cellsOfFewContactsAreOne() {
    int account = FactRows.account("UTC");
    var random = new SplittableRandom(1);
    var messages = new ArrayList<FactRows.Message>();
    for (int i = 0; i < 12; i++) {
      messages.add(message(UUID.randomUUID(), FIRST.plusSeconds(60L * i), i % 2 == 0, null));
    }
    for (int i = 0; i < 6; i++) {
      messages.add(
          message(
              UUID.randomUUID(),
              FIRST.plus(Duration.ofHours(5 + i)).plusSeconds(random.nextInt(3600)),
              true,
              null));
    }
    FactRows.messages(account, messages);
    CubeRows.write(account, messages, List.of());

    as("viewer", account)
        .get("/v1/heat-maps/open-rate" + MAY)
        .then()
        .statusCode(200)
        .body("cells.dayOfWeek", equalTo(List.of(4)))
        .body("cells.hour", equalTo(List.of(0)))
        .body("cells[0].numerator", equalTo(6))
        .body("other.merged", equalTo(6))
        .body("other.denominator", equalTo(6));
  }

  @Test
  void everyKpiOfTheCatalogueHasOne() {
    int account = FactRows.account("UTC");
    for (var kpi : Catalogue.all()) {
      if (!kpi.groupings().contains(Dimension.HOUR_OF_WEEK)) {
        // Who comes again in a period does not do so at an hour.
        assertThat(kpi).isEqualTo(ConversationKpis.RETENTION_RATE);
        problem(
            as("viewer", account).get("/v1/heat-maps/" + kpi.id() + MAY).then(),
            400,
            "bad-request");
        continue;
      }
      as("viewer", account)
          .get("/v1/heat-maps/" + kpi.id() + MAY)
          .then()
          .statusCode(200)
          .body("cells", equalTo(List.of()));
    }
    problem(as("viewer", account).get("/v1/heat-maps/nonsense").then(), 404, "not-found");
    problem(
        as("viewer", account).get("/v1/heat-maps/open-rate?colour=red").then(), 400, "bad-request");
  }
}
