package io.rapport.metrics.projection;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rapport.common.database.AccountTransactions;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** A worker as the service wires it, over the real database, with a clock of the test. */
public final class Workshop {

  final Projector projector;
  final Worker worker;
  final RebuildRequests rebuilds;
  final MeterRegistry meters = new SimpleMeterRegistry();

  Workshop(Pool pool, Clock clock, ProjectionConfig config) {
    var accounts = new AccountTransactions(pool);
    var transactions = new WorkTransactions(accounts, pool, config);
    var work = new ContactWork();
    projector = new Projector(transactions, work, config, clock);
    worker =
        new Worker(
            transactions,
            projector,
            new Rebuild(transactions, config, clock),
            new ProjectionMetrics(meters),
            clock);
    rebuilds = new RebuildRequests(accounts, new WorkSignal(), clock);
  }

  /** One that stands still at a moment. */
  public static Workshop at(Pool pool, Instant now) {
    return new Workshop(pool, new MutableClock(now), TestConfig.DEFAULT);
  }

  /** Works until nothing is due. */
  public void drain() {
    while (worker.round()) {
      Thread.onSpinWait();
    }
  }

  /** Everything again, from the facts. */
  void rebuild(int accountId) {
    rebuilds.request(Set.of(accountId)).await().atMost(Duration.ofSeconds(30));
    drain();
  }

  RebuildStatus status(int accountId) {
    return rebuilds.status(Set.of(accountId)).await().atMost(Duration.ofSeconds(30));
  }
}
