package io.rapport.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rapport.e2e.oracle.Oracle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever is killed under load, nothing acknowledged is missing and nothing counts twice. */
class KillIT {
  private static final int WEBHOOKS = 4_000;
  private static final List<String> VICTIMS =
      List.of("ingest", "metrics", "postgres", Suite.LAUNCHER);

  @RegisterExtension static final Suite suite = Suite.up();

  @Test
  void killedProcessesLoseNothing() throws Exception {
    var world = World.of("200100100200", 20_262, 700, WEBHOOKS);
    var oracle = new Oracle(world.truth());
    try (var sender = new Sender(suite.ingest(), Suite.APP_SECRET);
        var kpis = new Kpis(suite.metrics(), suite::token)) {
      int part = world.webhooks().size() / VICTIMS.size();
      for (int i = 0; i < VICTIMS.size(); i++) {
        killWhileDelivering(
            VICTIMS.get(i), sender, world.webhooks().subList(i * part, (i + 1) * part));
      }
      sender.deliver(world.webhooks().subList(VICTIMS.size() * part, world.webhooks().size()));
      assertThat(sender.acknowledged()).isEqualTo(world.webhooks().size());
      // The senders of webhooks felt it: otherwise nothing was proven.
      assertThat(sender.refused()).isPositive();

      Settled.await(kpis, world.truth().accounts());
      for (var account : world.truth().accounts()) {
        var answer =
            kpis.all(
                account,
                Map.of(
                    "from", world.from().minus(Duration.ofDays(1)),
                    "to", Instant.now().plusSeconds(3600)));
        Truthfulness.assertTrue(answer, oracle);
      }
    }
  }

  /** Kills a process once a quarter of these webhooks is acknowledged, while the others flow. */
  private static void killWhileDelivering(String victim, Sender sender, List<byte[]> webhooks)
      throws Exception {
    long pid = suite.pid(victim);
    long quarter = sender.acknowledged() + webhooks.size() / 4;
    var delivery = CompletableFuture.runAsync(() -> sender.deliver(webhooks));
    await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> sender.acknowledged() >= quarter);
    suite.kill(pid);
    assertThat(delivery).as("webhooks still flowed when %s was killed", victim).isNotDone();
    suite.recover(victim);
    delivery.get(3, TimeUnit.MINUTES);
  }
}
