package io.rapport.metrics.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.testing.PostgresTestResource;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
@Timeout(120)
class WorkListenerTest {

  private static final String LISTENING =
      "SELECT pid FROM pg_stat_activity WHERE query = 'LISTEN rapport_work' AND state = 'idle'";

  @Inject Pool pool;

  private final Ledger ledger = new Ledger();
  private final WorkSignal signal = new WorkSignal();

  @Test
  void aNotificationWakesTheWorkersAlsoAfterTheConnectionBroke() throws InterruptedException {
    var listener = new WorkListener(pool, signal);
    var thread = Thread.ofVirtual().start(listener::listen);
    await().until(() -> !ledger.query(LISTENING).isEmpty());
    ledger.execute("NOTIFY rapport_work");
    await().until(() -> signal.hints() > 0);

    var broken = ledger.query(LISTENING).getFirst();
    ledger.execute("SELECT pg_terminate_backend(" + broken + ")");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> ledger.query(LISTENING).stream().anyMatch(pid -> !pid.equals(broken)));
    long before = signal.hints();
    ledger.execute("NOTIFY rapport_work");
    await().until(() -> signal.hints() > before);

    listener.stop();
    assertThat(thread.join(Duration.ofSeconds(20))).isTrue();
  }
}
