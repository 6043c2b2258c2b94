package io.rapport.metrics.projection;

import static java.util.Objects.requireNonNull;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * Wakes the workers when ingest says that there is work. Keeps a connection of its own, and makes a
 * new one when it breaks. Only a hint: without it, work is found by polling.
 */
@ApplicationScoped
class WorkListener {

  static final String CHANNEL = "rapport_work";

  private static final Logger LOG = Logger.getLogger(WorkListener.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final Pool pool;
  private final WorkSignal signal;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final AtomicReference<CountDownLatch> connected = new AtomicReference<>();

  WorkListener(Pool pool, WorkSignal signal) {
    this.pool = requireNonNull(pool, "pool is null");
    this.signal = requireNonNull(signal, "signal is null");
  }

  /** Listens until {@link #stop}; to be run by a thread of its own. */
  void listen() {
    var pause = FIRST_PAUSE;
    try {
      do {
        try {
          untilItBreaks();
          pause = FIRST_PAUSE;
        } catch (RuntimeException e) {
          LOG.debugf(e, "no notifications for %s", pause);
          pause =
              pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0
                  ? LONGEST_PAUSE
                  : pause.multipliedBy(2);
        }
      } while (!stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void untilItBreaks() throws InterruptedException {
    var connection = pool.getConnection().await().atMost(PATIENCE);
    var broken = new CountDownLatch(1);
    try {
      var postgres = PgConnection.cast(connection.getDelegate());
      postgres.closeHandler(closed -> broken.countDown());
      postgres.notificationHandler(notification -> signal.raise());
      connection.query("LISTEN " + CHANNEL).execute().await().atMost(PATIENCE);
      connected.set(broken);
      if (stopping.getCount() > 0) {
        broken.await();
      }
    } finally {
      connected.set(null);
      connection.closeAndForget();
    }
  }

  void stop() {
    stopping.countDown();
    var broken = connected.get();
    if (broken != null) {
      broken.countDown();
    }
  }
}
