package io.rapport.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rapport.e2e.oracle.Oracle;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever is killed under load, nothing acknowledged is missing and nothing counts twice. */
class KillIT {
  private static final int WEBHOOKS = 6_000;

  @RegisterExtension static final Suite suite = Suite.up();

  @Test
  void killedProcessesLoseNothing() throws Exception {
    var world = World.of("200100100200", 20_262, 700, WEBHOOKS);
    var oracle = new Oracle(world.truth());
    try (var sender = new Sender(suite.ingest(), Suite.APP_SECRET);
        var kpis = new Kpis(suite.metrics(), suite::token)) {
      var delivery = CompletableFuture.runAsync(() -> sender.deliver(world.webhooks()));

      killUnderLoad("ingest", sender, 0.1, delivery);
      killUnderLoad("metrics", sender, 0.35, delivery);
      killUnderLoad("postgres", sender, 0.6, delivery);
      awaitShare(sender, 0.85);
      suite.killLauncher();
      assertThat(delivery).as("webhooks still flowed when the launcher was killed").isNotDone();
      suite.startAgain();

      delivery.get(3, TimeUnit.MINUTES);
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

  /**
   * Kills a program as soon as a share of the webhooks has been acknowledged, in the midst of the
   * others.
   */
  private static void killUnderLoad(
      String program, Sender sender, double share, CompletableFuture<Void> delivery) {
    awaitShare(sender, share);
    suite.kill(program);
    assertThat(delivery).as("webhooks still flowed when %s was killed", program).isNotDone();
    suite.awaitReady(program);
  }

  private static void awaitShare(Sender sender, double share) {
    long wanted = Math.round(share * WEBHOOKS);
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> sender.acknowledged() >= wanted);
  }
}
