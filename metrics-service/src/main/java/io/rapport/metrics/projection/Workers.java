package io.rapport.metrics.projection;

import static java.util.Objects.requireNonNull;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** The workers of this process, each a virtual thread. */
@ApplicationScoped
class Workers {

  private static final Logger LOG = Logger.getLogger(Workers.class);

  /** How long a transaction in progress may take to finish when the process stops. */
  private static final Duration FAREWELL = Duration.ofSeconds(4);

  private final Worker worker;
  private final WorkSignal signal;
  private final WorkListener listener;
  private final ProjectionConfig config;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopping;

  Workers(Worker worker, WorkSignal signal, WorkListener listener, ProjectionConfig config) {
    this.worker = requireNonNull(worker, "worker is null");
    this.signal = requireNonNull(signal, "signal is null");
    this.listener = requireNonNull(listener, "listener is null");
    this.config = requireNonNull(config, "config is null");
  }

  void start(@Observes StartupEvent event) {
    for (int i = 0; i < config.workers(); i++) {
      threads.add(Thread.ofVirtual().name("projection-worker-" + i).start(this::work));
    }
    if (config.workers() > 0) {
      threads.add(Thread.ofVirtual().name("projection-listener").start(listener::listen));
    }
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    stopping = true;
    listener.stop();
    signal.raise();
    for (var thread : threads) {
      if (!thread.join(FAREWELL)) {
        // Its transaction is rolled back; whoever starts next does the work.
        thread.interrupt();
      }
    }
  }

  private void work() {
    var pause = config.pollInterval();
    while (!stopping) {
      long seen = signal.hints();
      try {
        boolean worked = worker.round();
        pause = config.pollInterval();
        if (worked) {
          continue;
        }
      } catch (RuntimeException | Error e) {
        // Also an Error: a worker that ended would be missed by nobody.
        pause = longer(pause);
        LOG.errorf(e, "the projection pauses for %s", pause);
        seen = signal.hints();
      }
      try {
        signal.await(seen, pause);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private Duration longer(Duration pause) {
    var doubled = pause.multipliedBy(2);
    var longest = config.workerPauseAtMost();
    return doubled.compareTo(longest) > 0 ? longest : doubled;
  }
}
