package io.rapport.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Probes side by side, each in turn at a steady pace. Started and stopped by one thread; the
 * figures are final when {@link #stop} has returned.
 */
final class Probes {
  private static final Duration LONGEST = Duration.ofMinutes(3);

  private final List<Probe> probes;
  private final Duration pace;
  private final Histogram times = new ConcurrentHistogram(LONGEST.toNanos(), 3);
  private final AtomicLong never = new AtomicLong();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Future<Void>> running = new ArrayList<>();
  private volatile boolean stopping;

  /**
   * @param pace from one probe to the next, whichever it is
   */
  Probes(List<Probe> probes, Duration pace) {
    this.probes = List.copyOf(probes);
    this.pace = pace;
  }

  void start() {
    long begin = System.nanoTime();
    for (int i = 0; i < probes.size(); i++) {
      var probe = probes.get(i);
      long first = begin + i * pace.toNanos();
      running.add(threads.submit(() -> run(probe, first)));
    }
  }

  private Void run(Probe probe, long first) throws IOException, InterruptedException {
    long due = first;
    long interval = probes.size() * pace.toNanos();
    while (true) {
      TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
      if (stopping) {
        return null;
      }
      var time = probe.measure();
      time.ifPresentOrElse(times::recordValue, never::incrementAndGet);
      due = next(due, interval, System.nanoTime());
    }
  }

  /** One that took longer than its interval leaves out those it had no time for. */
  static long next(long due, long interval, long now) {
    return due + interval * Math.max(1, Math.ceilDiv(now - due, interval));
  }

  /**
   * Sends nothing more, and waits for those on their way.
   *
   * @throws ExecutionException if one had an answer it could not go on with
   */
  void stop() throws InterruptedException, ExecutionException {
    stopping = true;
    for (var probe : running) {
      probe.get();
    }
    threads.close();
  }

  /** Nanoseconds until each was counted. */
  Histogram times() {
    return times;
  }

  /** How many were not counted for as long as anybody waited. */
  long never() {
    return never.get();
  }
}
