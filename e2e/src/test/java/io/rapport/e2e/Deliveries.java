package io.rapport.e2e;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Brings bodies to somebody, many at a time, each again and again until it is accepted. */
final class Deliveries {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final int concurrency;
  private final Attempt attempt;

  /** One attempt to bring a body; says whether it was accepted. */
  interface Attempt {
    boolean accepted(byte[] body) throws InterruptedException;
  }

  Deliveries(int concurrency, Attempt attempt) {
    this.concurrency = concurrency;
    this.attempt = attempt;
  }

  /** Returns once all are accepted. */
  void deliver(List<byte[]> bodies) {
    var places = new Semaphore(concurrency);
    var deliveries = new ArrayList<Future<Void>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var body : bodies) {
        deliveries.add(
            threads.submit(
                () -> {
                  places.acquire();
                  try {
                    deliver(body);
                  } finally {
                    places.release();
                  }
                  return null;
                }));
      }
    }
    for (var delivery : deliveries) {
      if (delivery.state() != Future.State.SUCCESS) {
        throw new IllegalStateException("a body was never accepted", delivery.exceptionNow());
      }
    }
  }

  long acknowledged() {
    return acknowledged.get();
  }

  /** How many attempts were in vain. */
  long refused() {
    return refused.get();
  }

  private void deliver(byte[] body) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    long pause = 20;
    while (!attempt.accepted(body)) {
      refused.incrementAndGet();
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("not accepted within " + PATIENCE);
      }
      TimeUnit.MILLISECONDS.sleep(pause + ThreadLocalRandom.current().nextLong(pause));
      pause = Math.min(500, 2 * pause);
    }
    acknowledged.incrementAndGet();
  }
}
