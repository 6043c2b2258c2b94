package io.rapport.metrics.export;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.rapport.common.problem.Problem;
import io.rapport.common.problem.ProblemException;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets a few exports run at a time, each for a bounded time, and counts what becomes of them. Safe
 * for use by several threads.
 */
@ApplicationScoped
class ExportGate {

  private final ExportSettings settings;
  private final MeterRegistry meters;
  private final Clock clock;
  private final AtomicInteger running = new AtomicInteger();

  ExportGate(ExportSettings settings, MeterRegistry meters, Clock clock) {
    this.settings = requireNonNull(settings, "settings is null");
    this.meters = requireNonNull(meters, "meters is null");
    this.clock = requireNonNull(clock, "clock is null");
    Gauge.builder("rapport.export.running", running, AtomicInteger::get)
        .description("Exports of facts that run, each with a database connection")
        .register(meters);
    Gauge.builder("rapport.export.running.limit", settings, ExportSettings::mostAtOnce)
        .description("Exports of facts that may run at a time")
        .register(meters);
    for (var outcome : List.of("completed", "failed", "cancelled", "refused")) {
      meters.counter("rapport.export.facts", "outcome", outcome);
    }
  }

  /**
   * The same stream, if there is room.
   *
   * @throws ProblemException 503 if too many run already
   */
  <T> Multi<T> through(Multi<T> stream) {
    return Multi.createFrom()
        .deferred(
            () -> {
              if (running.incrementAndGet() > settings.mostAtOnce()) {
                running.decrementAndGet();
                count("refused");
                throw full();
              }
              // Several signals may end a stream; the place is given back once.
              var left = new AtomicBoolean();
              var end = clock.instant().plus(settings.longest());
              return stream
                  .onItem()
                  .invoke(() -> checkTime(end))
                  .onTermination()
                  .invoke(
                      (failure, cancelled) -> {
                        if (left.compareAndSet(false, true)) {
                          running.decrementAndGet();
                          count(cancelled ? "cancelled" : failure == null ? "completed" : "failed");
                        }
                      });
            });
  }

  /** The database cannot clean up what an export may still want to see. */
  private void checkTime(Instant end) {
    if (clock.instant().isAfter(end)) {
      throw new IllegalStateException("the export takes longer than " + settings.longest());
    }
  }

  private void count(String outcome) {
    meters.counter("rapport.export.facts", "outcome", outcome).increment();
  }

  private ProblemException full() {
    return new ProblemException(
        Problem.of(
            503,
            "busy",
            "Too much is going on",
            settings.mostAtOnce() + " exports run already. Try again when one has finished."));
  }
}
