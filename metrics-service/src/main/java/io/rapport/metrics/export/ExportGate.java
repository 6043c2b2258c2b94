package io.rapport.metrics.export;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.rapport.metrics.Gate;
import io.smallrye.mutiny.Multi;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/** Lets a few exports run at a time, each for a bounded time. Safe for use by several threads. */
@ApplicationScoped
class ExportGate {

  private final Gate gate;
  private final ExportSettings settings;
  private final Vertx vertx;
  private final Clock clock;

  ExportGate(ExportSettings settings, MeterRegistry meters, Vertx vertx, Clock clock) {
    this.settings = requireNonNull(settings, "settings is null");
    this.vertx = requireNonNull(vertx, "vertx is null");
    this.clock = requireNonNull(clock, "clock is null");
    this.gate =
        new Gate(
            meters, "rapport.export", "rapport.export.facts", "exports", settings.mostAtOnce());
  }

  /**
   * The same stream, if there is room.
   *
   * @throws io.rapport.common.problem.ProblemException 503 if too many run already
   */
  <T> Multi<T> through(Multi<T> stream) {
    // Its time begins when it is read.
    return gate.through(Multi.createFrom().deferred(() -> watched(stream)));
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
}
