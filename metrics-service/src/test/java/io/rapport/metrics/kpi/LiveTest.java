package io.rapport.metrics.kpi;

import static io.rapport.metrics.kpi.KpiRequests.as;
import static io.rapport.metrics.kpi.KpiRequests.message;
import static io.rapport.metrics.kpi.KpiRequests.problem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.rapport.testing.OpenApiContract;
import io.rapport.testing.PostgresTestResource;
import io.rapport.testing.TestTokens;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(LiveTest.Quick.class)
@WithTestResource(PostgresTestResource.class)
class LiveTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Inject MeterRegistry meters;

  /** Counts as often as it may, and allows two streams. */
  public static final class Quick implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "rapport.metrics.live.interval", "100ms",
          "rapport.metrics.live.rest-factor", "0",
          "rapport.metrics.live.heartbeat", "200ms",
          "rapport.metrics.live.most-per-account", "2");
    }
  }

  @Test
  void allKpisComeFirstAndThenWhatHasChanged() {
    int account = FactRows.account("UTC");
    try (var stream = EventStream.of(TestTokens.of("viewer", FactRows.waba(account)), account)) {
      await().atMost(PATIENCE).until(() -> stream.events().size() >= KpiEntry.all().size());
      assertThat(stream.events())
          .extracting(event -> event.getString("id"))
          .containsExactlyElementsOf(KpiEntry.all().stream().map(KpiEntry::id).toList());

      var sent = Instant.now().minus(Duration.ofDays(5)).truncatedTo(ChronoUnit.SECONDS);
      var messages = List.of(message(UUID.randomUUID(), sent, true, "spring"));
      FactRows.messages(account, messages);
      CubeRows.write(account, messages, List.of());

      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  stream.events().stream()
                      .anyMatch(
                          event ->
                              event.getString("id").equals("open-rate")
                                  && event.getLong("denominator") == 1));
      // What has not changed is not told again.
      assertThat(stream.events())
          .filteredOn(event -> event.getString("id").equals("answer-rate"))
          .hasSize(1);
      await().atMost(PATIENCE).until(() -> stream.comments() > 1);
    }
  }

  @Test
  void anAccountHasSoManyStreamsAndNoMore() {
    int account = FactRows.account("UTC");
    var token = TestTokens.of("viewer", FactRows.waba(account));
    double refused = meters.counter("rapport.live.refused", "limit", "account").count();
    try (var one = EventStream.of(token, account);
        var two = EventStream.of(token, account)) {
      await().atMost(PATIENCE).until(() -> !one.events().isEmpty() && !two.events().isEmpty());

      problem(as("viewer", account).get("/v1/kpis/stream").then(), 429, "too-many-streams");
    }
    assertThat(meters.counter("rapport.live.refused", "limit", "account").count())
        .isEqualTo(refused + 1);
    // Who has left makes room.
    await().atMost(PATIENCE).until(() -> meters.get("rapport.live.streams").gauge().value() == 0);
    try (var three = EventStream.of(token, account)) {
      await().atMost(PATIENCE).until(() -> !three.events().isEmpty());
    }
  }

  @Test
  void aStreamEndsWithItsToken() {
    int account = FactRows.account("UTC");
    var token =
        TestTokens.token()
            .role("viewer")
            .accounts(FactRows.waba(account))
            .expiresAt(Instant.now().plusSeconds(4))
            .signed();
    try (var stream = EventStream.of(token, account)) {
      await().atMost(PATIENCE).until(() -> !stream.events().isEmpty());
      await().atMost(PATIENCE).until(stream::ended);
    }
  }

  @Test
  void onlyWhoMaySeeTheAccountMayWatchIt() {
    int account = FactRows.account("UTC");
    int other = FactRows.account("UTC");

    problem(given().get("/v1/kpis/stream?account=1").then(), 401, "unauthorized");
    problem(as("integrator", account).get("/v1/kpis/stream").then(), 403, "forbidden");
    problem(
        given()
            .auth()
            .oauth2(TestTokens.of("viewer", FactRows.waba(account)))
            .get("/v1/kpis/stream?account=" + FactRows.waba(other))
            .then(),
        403,
        "forbidden");
    problem(
        given().auth().oauth2(TestTokens.of("viewer", "*")).get("/v1/kpis/stream").then(),
        400,
        "bad-request");
  }

  @Test
  void everyOperationSaysWhatACallerNeeds() {
    assertThat(OpenApiContract.omissions()).filteredOn(text -> text.contains("stream")).isEmpty();
  }
}
