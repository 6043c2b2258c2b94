package io.rapport.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.e2e.oracle.Oracle;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Ninety days over a change of the clocks, told in the worst of orders, give the true numbers in
 * whatever way they are asked for.
 */
class NinetyDaysIT {
  private static final int CUSTOMERS = 240;

  /** Of the world and of what is asked about it; {@code rapport.e2e.seed} gives another. */
  private static final long SEED = Long.getLong("rapport.e2e.seed", 20_264);

  private static final ZoneId CLOCKS_CHANGE = ZoneId.of("Europe/Berlin");
  private static final List<ZoneId> ZONES =
      List.of(
          ZoneId.of("UTC"),
          // Forty-five minutes off most of the world.
          ZoneId.of("Asia/Kathmandu"),
          CLOCKS_CHANGE,
          ZoneId.of("America/St_Johns"));

  @RegisterExtension static final Suite suite = Suite.up();

  @Test
  void everyQuestionIsAnsweredTrulyAlsoAfterARebuild() throws Exception {
    var world = World.overChangeOfClocks("200100100500", SEED, CUSTOMERS, CLOCKS_CHANGE);
    System.out.println("World from seed " + SEED + ": " + world.from() + " to " + world.to());
    var oracle = new Oracle(world.truth());
    try (var kpis = new Kpis(suite.metrics(), suite::token)) {
      deliver(world);
      Settled.await(kpis, world.truth().accounts());
      assertTrue(kpis, world, oracle, SEED);

      for (var account : world.truth().accounts()) {
        kpis.rebuild(account);
      }
      Settled.await(kpis, world.truth().accounts());
      assertTrue(kpis, world, oracle, SEED + 1);
    }
  }

  /** At the same time, so that some of the reports come before anybody knows their account. */
  private static void deliver(World world) throws Exception {
    try (var sender = new Sender(suite.ingest(), Suite.APP_SECRET);
        var reporter = new Reporter(suite.ingest(), () -> suite.token("integrator"))) {
      var reports = CompletableFuture.runAsync(() -> reporter.deliver(world.reports()));
      sender.deliver(world.webhooks());
      reports.get(3, TimeUnit.MINUTES);
      assertThat(sender.acknowledged()).isEqualTo(world.webhooks().size());
    }
  }

  private static void assertTrue(Kpis kpis, World world, Oracle oracle, long seed)
      throws Exception {
    var from = LocalDate.ofInstant(world.from(), ZoneOffset.UTC);
    // The last day is not over everywhere.
    var to = LocalDate.ofInstant(world.to(), ZoneOffset.UTC).plusDays(1);
    for (var account : world.truth().accounts()) {
      long begun = System.nanoTime();
      var interrogation = new Interrogation(kpis, oracle, account, from, to, ZONES);
      interrogation.everything();
      interrogation.byEachDimension();
      interrogation.ofEachDay();
      interrogation.volumes();
      interrogation.byRandomCombinations(seed);
      System.out.printf(
          "%d answers about %s were true, in %d s%n",
          interrogation.asked(),
          account,
          TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun));
    }
  }
}
