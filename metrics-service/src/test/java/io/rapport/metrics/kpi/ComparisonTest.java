package io.rapport.metrics.kpi;

import static io.rapport.metrics.kpi.KpiRequests.as;
import static io.rapport.metrics.kpi.KpiRequests.message;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.testing.PostgresTestResource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A period beside an earlier one, and whether they differ. */
@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class ComparisonTest {

  private static final Instant MAY = Instant.parse("2024-05-01T08:00:00Z");

  @Test
  void thePeriodBeforeIsOfTheSameLength() {
    int account = FactRows.account("Europe/Berlin");
    FactRows.messages(
        account,
        List.of(
            message(UUID.randomUUID(), MAY, true, "a"),
            message(UUID.randomUUID(), MAY.minus(Duration.ofDays(1)), false, "a"),
            message(UUID.randomUUID(), MAY.minus(Duration.ofDays(2)), false, "a")));

    as("viewer", account)
        .get("/v1/kpis/open-rate?from=2024-05-01&to=2024-05-02&format=&compare=previous")
        .then()
        .statusCode(200)
        .body("value", equalTo(1f))
        .body("previous.from", equalTo("2024-04-29T22:00:00Z"))
        .body("previous.to", equalTo("2024-04-30T22:00:00Z"))
        .body("previous.value", equalTo(0f))
        .body("previous.numerator", equalTo(0))
        .body("previous.denominator", equalTo(1));
  }

  @Test
  void aDifferenceIsSignificantOnceThereIsEnoughToTell() {
    int account = FactRows.account("UTC");
    var lastYear = Instant.parse("2023-05-01T12:00:00Z");
    FactRows.messages(account, readBy(20, 12, MAY));
    FactRows.messages(account, readBy(20, 8, lastYear));
    var url = "/v1/kpis/open-rate?from=2024-05-01&to=2024-05-02&format=&compare=year";

    as("viewer", account)
        .config(KpiRequests.DOUBLES)
        .get(url)
        .then()
        .statusCode(200)
        .body("previous.from", equalTo("2023-05-01T00:00:00Z"))
        .body("previous.to", equalTo("2023-05-02T00:00:00Z"))
        .body("previous.interval.method", equalTo("wilson"))
        .body("previous.difference.value", closeTo(0.2, 1e-6))
        .body("previous.difference.significant", is(false))
        .body("previous.difference.interval.method", equalTo("newcombe"))
        .body("previous.difference.interval.low", lessThan(0.0))
        .body("previous.difference.interval.high", greaterThan(0.2));

    FactRows.messages(account, readBy(180, 108, MAY));
    FactRows.messages(account, readBy(180, 72, lastYear));
    as("viewer", account)
        .config(KpiRequests.DOUBLES)
        .get(url)
        .then()
        .body("previous.difference.value", closeTo(0.2, 1e-6))
        .body("previous.difference.significant", is(true));
    as("viewer", account)
        .get("/v1/kpis?from=2025-05-01&to=2025-05-02&compare=previous")
        .then()
        .statusCode(200)
        .body("kpis[0].previous.value", nullValue())
        .body("kpis[0].previous.difference", nullValue());
  }

  /** Messages to so many contacts, of which some read theirs. */
  private static List<FactRows.Message> readBy(int contacts, int readers, Instant sent) {
    return IntStream.range(0, contacts)
        .mapToObj(i -> message(UUID.randomUUID(), sent, i < readers, "a"))
        .toList();
  }
}
