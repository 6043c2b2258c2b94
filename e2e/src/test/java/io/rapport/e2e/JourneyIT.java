package io.rapport.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rapport.e2e.oracle.Oracle;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Ten thousand webhooks in the worst of orders become the true KPIs. */
class JourneyIT {
  private static final int WEBHOOKS = 10_000;

  @RegisterExtension static final Suite suite = Suite.up();

  private static World world;
  private static Oracle oracle;
  private static Kpis kpis;

  @BeforeAll
  static void everythingIsDelivered() {
    world = World.of("200100100100", 20_261, 1000, WEBHOOKS);
    oracle = new Oracle(world.truth());
    kpis = new Kpis(suite.metrics(), suite::token);
    try (var sender = new Sender(suite.ingest(), Suite.APP_SECRET)) {
      sender.deliver(world.webhooks());
      assertThat(sender.acknowledged()).isEqualTo(world.webhooks().size());
    }
    Settled.await(kpis, world.truth().accounts());
  }

  @AfterAll
  static void close() {
    kpis.close();
  }

  @Test
  void theKpisAreTrue() throws Exception {
    assertAllTrue();
  }

  @Test
  void theKpisOfAPeriodAreTrue() throws Exception {
    // Not on a quarter of an hour, so that no bucket fits.
    var from = world.from().plus(Duration.ofDays(9)).plusSeconds(4321);
    var period = Map.of("from", from, "to", from.plus(Duration.ofDays(13)).plusSeconds(77));
    for (var account : world.truth().accounts()) {
      Truthfulness.assertTrue(kpis.all(account, period), oracle);
    }
  }

  @Test
  void theKpisOfEachCampaignAreTrue() throws Exception {
    for (var account : world.truth().accounts()) {
      for (var id : List.of("delivery-rate", "open-rate", "response-rate")) {
        var answer = kpis.one(id, account, with(everything(), "groupBy", "campaign"));
        for (var group : answer.get("groups")) {
          var campaign = group.get("key").isNull() ? "" : group.get("key").asText();
          var figures = oracle.figures(Truthfulness.question(answer).where("campaign", campaign));
          assertThat(WholeNumbers.answered(id, group))
              .as("%s of campaign %s", id, campaign)
              .isEqualTo(WholeNumbers.expected(id, figures));
        }
        assertThat(sum(answer.get("groups"), "denominator"))
            .isEqualTo(answer.get("denominator").asLong());
      }
    }
  }

  @Test
  void theKpisOfEachNumberAreTrue() throws Exception {
    for (var account : world.truth().accounts()) {
      for (var id : List.of("answer-rate", "response-time", "first-response-time")) {
        var answer = kpis.one(id, account, with(everything(), "groupBy", "channel"));
        for (var group : answer.get("groups")) {
          var channel = group.get("key").asText();
          var figures = oracle.figures(Truthfulness.question(answer).where("channel", channel));
          assertThat(WholeNumbers.answered(id, group))
              .as("%s of %s", id, channel)
              .isEqualTo(WholeNumbers.expected(id, figures));
        }
        assertThat(sum(answer.get("groups"), "denominator"))
            .isEqualTo(answer.get("denominator").asLong());
      }
    }
  }

  @Test
  void theKpisOfEachDayInAZoneAreTrue() throws Exception {
    for (var account : world.truth().accounts()) {
      for (var id : List.of("open-rate", "response-time")) {
        // Fifteen minutes off most of the world.
        var answer = kpis.one(id, account, Map.of("zone", "Asia/Kathmandu", "granularity", "day"));
        for (var step : answer.get("series")) {
          var figures = oracle.figures(Truthfulness.question(answer, step));
          assertThat(WholeNumbers.answered(id, step))
              .as("%s of %s", id, step.get("from"))
              .isEqualTo(WholeNumbers.expected(id, figures));
        }
        assertThat(sum(answer.get("series"), "denominator"))
            .isEqualTo(answer.get("denominator").asLong());
      }
    }
  }

  @Test
  void aRebuildChangesNothing() throws Exception {
    for (var account : world.truth().accounts()) {
      kpis.rebuild(account);
    }
    Settled.await(kpis, world.truth().accounts());
    assertAllTrue();
  }

  private static void assertAllTrue() throws IOException, InterruptedException {
    for (var account : world.truth().accounts()) {
      Truthfulness.assertTrue(kpis.all(account, everything()), oracle);
    }
  }

  private static long sum(JsonNode parts, String field) {
    long sum = 0;
    for (var part : parts) {
      sum += part.get(field).asLong();
    }
    return sum;
  }

  private static Map<String, Object> with(
      Map<String, Object> parameters, String name, String value) {
    var all = new HashMap<>(parameters);
    all.put(name, value);
    return all;
  }

  private static Map<String, Object> everything() {
    return Map.of(
        "from", world.from().minus(Duration.ofDays(1)), "to", Instant.now().plusSeconds(3600));
  }
}
