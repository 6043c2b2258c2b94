package io.rapport.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.e2e.oracle.Oracle;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Ten thousand webhooks in the worst of orders become the true KPIs. */
class JourneyIT {
  private static final int WEBHOOKS = 10_000;

  @RegisterExtension static final Suite suite = new Suite();

  private static World world;
  private static Oracle oracle;
  private static Kpis kpis;

  @BeforeAll
  static void everythingIsDelivered() {
    world = World.of(20_261, 1000, WEBHOOKS);
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
  void theKpisOfDaysInAZoneAreTrue() throws Exception {
    for (var account : world.truth().accounts()) {
      var answer = kpis.all(account, Map.of("zone", "Asia/Kathmandu"));
      Truthfulness.assertTrue(answer, oracle);
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

  private static Map<String, Instant> everything() {
    return Map.of(
        "from", world.from().minus(Duration.ofDays(1)), "to", Instant.now().plusSeconds(3600));
  }
}
