package io.rapport.metrics.projection;

import static io.rapport.metrics.timeline.Story.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.metrics.timeline.Story;
import io.rapport.testing.PostgresTestResource;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
@Timeout(120)
class WorkersTest {

  @Inject Pool pool;

  private final Ledger ledger = new Ledger();
  private final WorkSignal signal = new WorkSignal();

  private Workers workers(TestConfig config) {
    var workshop = new Workshop(pool, new MutableClock(at("720H")), config);
    return new Workers(workshop.worker, signal, new WorkListener(pool, signal), config);
  }

  @Test
  void withoutANotificationWorkIsFoundByPolling() throws InterruptedException {
    var workers = workers(TestConfig.running(2, Duration.ofMillis(20)));
    workers.start(new StartupEvent());
    ledger.store(ledger.contact(), new Story().writes("r", "0H"));
    await().until(() -> ledger.count("message") == 1);
    workers.stop(new ShutdownEvent());
    ledger.store(ledger.contact(), new Story().writes("s", "0H"));
    assertThat(ledger.waiting()).isEqualTo(1);
  }

  @Test
  void aNotificationIsEnough() throws InterruptedException {
    var workers = workers(TestConfig.running(1, Duration.ofHours(1)));
    workers.start(new StartupEvent());
    await()
        .until(
            () ->
                !ledger
                    .query("SELECT pid FROM pg_stat_activity WHERE query = 'LISTEN rapport_work'")
                    .isEmpty());
    ledger.store(ledger.contact(), new Story().writes("r", "0H"));
    ledger.execute("NOTIFY rapport_work");
    await().until(() -> ledger.count("message") == 1);
    workers.stop(new ShutdownEvent());
  }
}
