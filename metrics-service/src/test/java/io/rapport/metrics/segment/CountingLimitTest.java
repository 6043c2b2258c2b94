package io.rapport.metrics.segment;

import static io.rapport.metrics.kpi.KpiRequests.problem;
import static io.rapport.metrics.segment.SegmentRows.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.metrics.kpi.FactRows;
import io.rapport.testing.PostgresTestResource;
import io.rapport.testing.TestDatabase;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How many segments are counted at a time. */
@QuarkusTest
@WithTestResource(PostgresTestResource.class)
class CountingLimitTest {

  private static final String RULE = "{\"tag\":[\"vip\"]}";

  @Inject MeterRegistry meters;

  private double running() {
    return meters.get("rapport.segments.counts.running").gauge().value();
  }

  private static Response preview(int account) {
    return as("analyst", account)
        .body("{\"account\":\"%s\",\"rule\":%s}".formatted(FactRows.waba(account), RULE))
        .post("/v1/segments/preview");
  }

  @Test
  void beyondTheLimitCountingIsRefusedUntilThereIsRoom() throws Exception {
    int account = FactRows.account("UTC");
    var size = "/v1/segments/" + SegmentRows.segment(account, RULE) + "/size";
    as("viewer", account).get(size).then().statusCode(200);
    int most = (int) meters.get("rapport.segments.counts.running.limit").gauge().value();
    assertThat(most).isEqualTo(4);
    try (var threads = Executors.newFixedThreadPool(most);
        var connection = TestDatabase.shared().admin();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      // What counting reads stands still.
      statement.execute("LOCK TABLE rapport.timeline IN ACCESS EXCLUSIVE MODE");
      var counts =
          IntStream.range(0, most)
              .mapToObj(i -> CompletableFuture.supplyAsync(() -> preview(account), threads))
              .toList();
      await().atMost(Duration.ofSeconds(30)).until(() -> running() == most);

      problem(preview(account).then(), 503, "busy");
      problem(as("viewer", account).get(size).then(), 503, "busy");

      connection.rollback();
      counts.forEach(count -> count.join().then().statusCode(200));
    }
    assertThat(running()).isZero();
    as("viewer", account).get(size).then().statusCode(200);
  }
}
