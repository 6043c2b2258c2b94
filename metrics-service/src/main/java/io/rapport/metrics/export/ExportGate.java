package io.rapport.metrics.export;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.rapport.common.problem.Problem;
import io.rapport.common.problem.ProblemException;
import io.smallrye.mutiny.Multi;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Lets a few exports run at a time, each for a bounded time, and counts what becomes of them. Safe
 * for use by several threads.
 */
@ApplicationScoped
class ExportGate {

  private final ExportSettings settings;
  private final MeterRegistry meters;
  private final Vertx vertx;
  private final Clock clock;
  private final AtomicInteger running = new AtomicInteger();

  ExportGate(ExportSettings settings, MeterRegistry meters, Vertx vertx, Clock clock) {
    this.settings = requireNonNull(settings, "settings is null");
    this.meters = requireNonNull(meters, "meters is null");
    this.vertx = requireNonNull(vertx, "vertx is null");
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
              return watched(stream)
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

  /**
   * The same stream, which fails when its reader takes nothing for long, or when it takes too long
   * in all. Nobody else would notice: a stream that nobody asks for the next portion is silent.
   */
  private <T> Multi<T> watched(Multi<T> stream) {
    var end = clock.instant().plus(settings.longest());
    var untaken = new AtomicReference<>(Optional.<Instant>empty());
    var done = new CompletableFuture<Void>();
    var watch =
        Multi.createFrom()
            .<T>emitter(
                emitter -> {
                  long timer =
                      vertx.setPeriodic(
                          Math.max(50, settings.patience().toMillis() / 4),
                          id -> late(untaken.get(), end).ifPresent(emitter::fail));
                  emitter.onTermination(() -> vertx.cancelTimer(timer));
                  var _ = done.thenRun(emitter::complete);
                });
    var read =
        stream
            .onRequest()
            .invoke(() -> untaken.set(Optional.empty()))
            .onItem()
            .invoke(() -> untaken.set(Optional.of(clock.instant())))
            .onTermination()
            .invoke(() -> done.complete(null));
    // One portion ahead of the reader, not the usual dozens.
    return Multi.createBy().merging().withRequests(1).streams(read, watch);
  }

  private Optional<Throwable> late(Optional<Instant> untaken, Instant end) {
    var now = clock.instant();
    if (now.isAfter(end)) {
      return Optional.of(
          new IllegalStateException("the export takes longer than " + settings.longest()));
    }
    return untaken
        .filter(since -> now.isAfter(since.plus(settings.patience())))
        .map(
            since ->
                new IllegalStateException(
                    "the reader of an export took nothing for " + settings.patience()));
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
