package io.rapport.metrics;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.rapport.common.problem.Problem;
import io.rapport.common.problem.ProblemException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets a few of what costs much run at a time in this process, each with a database connection, and
 * counts what becomes of them. Safe for use by several threads.
 */
public final class Gate {

  private static final String OUTCOME = "outcome";

  private final MeterRegistry meters;
  private final String ended;
  private final String what;
  private final int most;
  private final AtomicInteger running = new AtomicInteger();

  /**
   * A gate with its meters: gauges {@code .running} and {@code .running.limit} of the name, and a
   * counter with the label {@code outcome}: completed, failed, cancelled or refused.
   *
   * @param name of the gauges, without their endings
   * @param ended the name of the counter
   * @param what runs, in plural, as people are told
   * @param most how many run at a time
   */
  public Gate(MeterRegistry meters, String name, String ended, String what, int most) {
    this.meters = requireNonNull(meters, "meters is null");
    this.ended = requireNonNull(ended, "ended is null");
    this.what = requireNonNull(what, "what is null");
    this.most = most;
    requireNonNull(name, "name is null");
    Gauge.builder(name + ".running", running, AtomicInteger::get)
        .description("How many " + what + " run, each with a database connection")
        .register(meters);
    Gauge.builder(name + ".running.limit", () -> most)
        .description("How many " + what + " may run at a time")
        .register(meters);
    for (var outcome : List.of("completed", "failed", "cancelled", "refused")) {
      meters.counter(ended, OUTCOME, outcome);
    }
  }

  /**
   * The same stream, if there is room when it begins.
   *
   * @throws ProblemException 503 if too many run already; in the stream
   */
  public <T> Multi<T> through(Multi<T> stream) {
    return Multi.createFrom()
        .deferred(
            () -> {
              var place = enter();
              return stream.onTermination().invoke(place::leave);
            });
  }

  /**
   * The same work, if there is room when it begins.
   *
   * @throws ProblemException 503 if too much runs already; in the result
   */
  public <T> Uni<T> through(Uni<T> work) {
    return Uni.createFrom()
        .deferred(
            () -> {
              var place = enter();
              return work.onTermination()
                  .invoke((result, failure, cancelled) -> place.leave(failure, cancelled));
            });
  }

  private Place enter() {
    if (running.incrementAndGet() > most) {
      running.decrementAndGet();
      count("refused");
      throw new ProblemException(
          Problem.of(
              503,
              "busy",
              "Too much is going on",
              "%d %s run already. Try again when one has finished.".formatted(most, what)));
    }
    return new Place();
  }

  private void count(String outcome) {
    meters.counter(ended, OUTCOME, outcome).increment();
  }

  /** Taken by one that runs. Several signals may end it; the place is given back once. */
  private final class Place {

    private final AtomicBoolean left = new AtomicBoolean();

    void leave(Throwable failure, boolean cancelled) {
      if (left.compareAndSet(false, true)) {
        running.decrementAndGet();
        count(cancelled ? "cancelled" : failure == null ? "completed" : "failed");
      }
    }
  }
}
