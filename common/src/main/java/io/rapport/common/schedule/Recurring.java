package io.rapport.common.schedule;

import static java.util.Objects.requireNonNull;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Does something again and again with a pause in between, never twice at once, until it is closed.
 * What fails is logged and done again after the pause. Thread-safe.
 */
public final class Recurring implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Recurring.class);

  private final Vertx vertx;
  private final String what;
  private final Duration pause;
  private final Supplier<Uni<Void>> work;
  private volatile boolean closed;

  /**
   * @param what is done, for the log
   * @param pause between the end of one time and the begin of the next
   */
  public Recurring(Vertx vertx, String what, Duration pause, Supplier<Uni<Void>> work) {
    this.vertx = requireNonNull(vertx, "vertx is null");
    this.what = requireNonNull(what, "what is null");
    this.pause = requireNonNull(pause, "pause is null");
    this.work = requireNonNull(work, "work is null");
    if (pause.toMillis() < 1) {
      throw new IllegalArgumentException("the pause of " + what + " is too short: " + pause);
    }
  }

  /** Begins; the first time comes after one pause. */
  public void start() {
    if (!closed) {
      vertx.setTimer(pause.toMillis(), timer -> run());
    }
  }

  /** Nothing is begun any more; what has begun goes on. */
  @Override
  public void close() {
    closed = true;
  }

  private void run() {
    if (closed) {
      return;
    }
    Uni.createFrom()
        .deferred(work::get)
        .subscribe()
        .with(
            done -> start(),
            failure -> {
              if (!closed) {
                LOG.warnf("%s failed, and is tried again in %s: %s", what, pause, failure);
              }
              start();
            });
  }
}
