package io.rapport.metrics.kpi;

import static io.rapport.metrics.kpi.KpiRequests.as;
import static io.rapport.metrics.kpi.KpiRequests.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.rapport.testing.PostgresTestResource;
import io.rapport.testing.TestTokens;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What becomes of an export whose reader stands still, goes away, or comes when there is no room.
 */
@QuarkusTest
@TestProfile(ExportLimitsTest.OneAtATime.class)
@WithTestResource(PostgresTestResource.class)
class ExportLimitsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String PERIOD = "from=2024-03-26&to=2024-04-02&zone=UTC";
  private static final String PATH = "/v1/kpis/open-rate/facts/export?part=denominator&" + PERIOD;

  /** More than all buffers between the database and the reader hold. */
  private static final int FACTS = 100_000;

  private static int account;

  @Inject MeterRegistry meters;

  /** One export, and three seconds of patience. */
  public static final class OneAtATime implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "rapport.metrics.export.most-at-once", "1",
          "rapport.metrics.export.page-size", "500",
          "rapport.metrics.export.patience", "3s");
    }
  }

  @BeforeEach
  void manyFacts() {
    if (account == 0) {
      account = FactRows.account("UTC");
      FactRows.run(
          """
          INSERT INTO rapport.message (account_id, contact_id, message_id, channel_id, inbound,
            business_initiated, exclusion, sent_at, delivered_at, reply_tapped, clock_skew,
            failed_after_delivery, campaign)
          SELECT ?, gen_random_uuid(), gen_random_uuid(), 1, false, true, 0,
            '2024-03-26T00:00:00Z'::timestamptz + n * interval '1 second',
            '2024-03-26T00:00:05Z'::timestamptz + n * interval '1 second', false, false, false,
            repeat('spring ', 30)
          FROM generate_series(1, ?) AS n""",
          statement -> {
            statement.setInt(1, account);
            statement.setInt(2, FACTS);
            statement.addBatch();
          });
    }
  }

  @Test
  void aReaderThatStandsStillIsBrokenOffAndLearnsOfIt() throws Exception {
    double failed = ended("failed");
    try (var client = HttpClient.newHttpClient();
        var body = open(client)) {
      assertThat(running()).isEqualTo(1);
      problem(as("analyst", account).get(PATH).then(), 503, "busy");

      await().atMost(PATIENCE).until(() -> ended("failed") == failed + 1);

      assertThat(running()).isZero();
      // No end of the response: what came is not taken for the whole.
      assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class);
    }
    as("analyst", account)
        .get("/v1/kpis/open-rate/facts/export?part=numerator&" + PERIOD)
        .then()
        .statusCode(200);
  }

  @Test
  void aReaderWhoGoesAwayMakesRoom() throws Exception {
    double cancelled = ended("cancelled");
    try (var client = HttpClient.newHttpClient();
        var body = open(client)) {
      assertThat(body.read()).isPositive();
    }

    await().atMost(PATIENCE).until(() -> ended("cancelled") == cancelled + 1);
    assertThat(running()).isZero();
  }

  @Test
  void aReaderWhoReadsGetsAllOfThem() throws Exception {
    try (var client = HttpClient.newHttpClient();
        var body = open(client)) {
      long lines =
          new String(body.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).lines().count();

      assertThat(lines).isEqualTo(FACTS);
    }
  }

  private static InputStream open(HttpClient client) throws Exception {
    var request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://localhost:"
                        + RestAssured.port
                        + PATH
                        + "&account="
                        + FactRows.waba(account)))
            .header("Authorization", "Bearer " + TestTokens.of("analyst", FactRows.waba(account)))
            .header("Accept", "application/x-ndjson")
            .build();
    var answer = client.send(request, BodyHandlers.ofInputStream());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  private double running() {
    return meters.get("rapport.export.running").gauge().value();
  }

  private double ended(String outcome) {
    return meters.counter("rapport.export.facts", "outcome", outcome).count();
  }
}
