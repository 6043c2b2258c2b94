package io.rapport.bench;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Recorder;

/**
 * Keep-alive connections, each of which sends a request, waits for the answer and sends the next,
 * at once or at a steady pace. It writes and reads bare HTTP/1.1, because on the same machine every
 * cycle of the load generator is taken from what it measures.
 */
final class Load implements AutoCloseable {
  private static final Duration LONGEST_WARM_UP = Duration.ofMinutes(2);

  private final Vertx vertx;
  private final int port;
  private final int connections;
  private final Source source;
  private final AtomicLong counter = new AtomicLong();
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong errors = new AtomicLong();
  private final Recorder latencies = new Recorder(TimeUnit.MINUTES.toNanos(1), 3);

  Load(int port, int connections, Source source) {
    this.vertx = Vertx.vertx();
    this.port = port;
    this.connections = connections;
    this.source = source;
  }

  /**
   * Connects, warms up, measures, and waits until every request is answered.
   *
   * @param perSecond how many requests to send; 0 for as many as are answered
   */
  Measurement run(String name, int perSecond, Duration warmUp, Duration measured)
      throws GeneralSecurityException, InterruptedException, ExecutionException, TimeoutException {
    return run(name, perSecond, warmUp, measured, () -> {});
  }

  /**
   * @param warm what to do when the measured time begins, without keeping it waiting
   */
  Measurement run(String name, int perSecond, Duration warmUp, Duration measured, Runnable warm)
      throws GeneralSecurityException, InterruptedException, ExecutionException, TimeoutException {
    var client = vertx.createNetClient(new NetClientOptions().setTcpNoDelay(true));
    var loops = new ArrayList<Connection>();
    long interval = perSecond == 0 ? 0 : TimeUnit.SECONDS.toNanos(connections) / perSecond;
    for (int i = 0; i < connections; i++) {
      var requests = source.open(counter);
      var socket =
          client
              .connect(port, "127.0.0.1")
              .toCompletionStage()
              .toCompletableFuture()
              .get(10, TimeUnit.SECONDS);
      loops.add(new Connection(vertx, socket, requests, this, interval));
    }
    long begun = System.nanoTime();
    for (int i = 0; i < connections; i++) {
      loops.get(i).start(begun + interval * i / connections);
    }
    pause(warmUp);
    long deadline = System.nanoTime() + LONGEST_WARM_UP.toNanos();
    while (acknowledged.get() < source.before()) {
      if (System.nanoTime() > deadline) {
        throw new TimeoutException("only " + acknowledged + " requests were answered");
      }
      pause(Duration.ofMillis(100));
    }
    warm.run();
    latencies.reset();
    long answeredBefore = acknowledged.get();
    long errorsBefore = errors.get();
    long begin = System.nanoTime();
    pause(measured);
    long nanos = System.nanoTime() - begin;
    var histogram = latencies.getIntervalHistogram();
    long answered = acknowledged.get() - answeredBefore;
    long failed = errors.get() - errorsBefore;
    CompletableFuture.allOf(loops.stream().map(Connection::stop).toArray(CompletableFuture[]::new))
        .get(60, TimeUnit.SECONDS);
    return new Measurement(
        name,
        source.messages(),
        answered,
        Duration.ofNanos(nanos),
        Duration.ofNanos(histogram.getValueAtPercentile(50)),
        Duration.ofNanos(histogram.getValueAtPercentile(99)),
        failed,
        acknowledged.get());
  }

  void answered(int status, long nanos) {
    if (status == 200) {
      acknowledged.incrementAndGet();
      latencies.recordValue(Math.min(nanos, TimeUnit.MINUTES.toNanos(1)));
    } else {
      errors.incrementAndGet();
    }
  }

  void broken() {
    errors.incrementAndGet();
  }

  private static void pause(Duration duration) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(duration.toNanos());
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
