package io.rapport.ingest.store;

import static java.util.Objects.requireNonNull;

import io.rapport.ingest.IngestSettings;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Wakes the projection. A hint only, the rows of {@code work_announcement} are the truth: so it is
 * sent outside the batch's transaction (a NOTIFY takes a lock that all committing transactions
 * would queue for), at most once per interval, and may be lost. Thread-safe.
 */
@ApplicationScoped
public class WorkSignal {

  private static final Logger LOG = Logger.getLogger(WorkSignal.class);
  private static final String NOTIFY = "NOTIFY rapport_work";

  private final Vertx vertx;
  private final Pool pool;
  private final long intervalMillis;
  private final AtomicBoolean pending = new AtomicBoolean();
  private final AtomicLong notBefore = new AtomicLong(System.nanoTime());

  public WorkSignal(Vertx vertx, Pool pool, IngestSettings settings) {
    this.vertx = requireNonNull(vertx, "vertx is null");
    this.pool = requireNonNull(pool, "pool is null");
    this.intervalMillis = settings.notifyInterval().toMillis();
  }

  /** Something has become due. */
  public void raise() {
    if (!pending.compareAndSet(false, true)) {
      return;
    }
    long wait = Duration.ofNanos(notBefore.get() - System.nanoTime()).toMillis();
    if (wait <= 0) {
      send();
    } else {
      vertx.setTimer(wait, timer -> send());
    }
  }

  private void send() {
    notBefore.set(System.nanoTime() + Duration.ofMillis(intervalMillis).toNanos());
    // From here on a commit asks for a signal of its own.
    pending.set(false);
    pool.query(NOTIFY)
        .execute()
        .subscribe()
        .with(rows -> {}, failure -> LOG.debug("the projection was not notified", failure));
  }
}
