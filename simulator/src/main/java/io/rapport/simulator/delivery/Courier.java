package io.rapport.simulator.delivery;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.rapport.simulator.ledger.Happened;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/**
 * Brings facts to the business by one {@link Carrier}: batched, out of order, concurrently, some
 * twice, some late, and again and again until they are accepted. Holds a bounded number of facts;
 * {@link #offer} waits while it is full. Thread-safe.
 */
final class Courier implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Courier.class);

  /**
   * A request given up this soon may or may not have been worked on: just what a retry must bear.
   */
  private static final Duration GIVEN_UP = Duration.ofMillis(3);

  private static final Duration IDLE = Duration.ofMillis(20);
  private static final int LONGEST_LATENESS_SECONDS = 60;

  /** After so many failures of one request somebody should know. */
  private static final int WORRYING = 15;

  private final Carrier carrier;
  private final DeliverySettings settings;
  private final RandomGenerator random;
  private final BlockingQueue<Happened> queue;
  private final Semaphore permits;
  private final Semaphore lateness;
  private final Outstanding outstanding;
  private final AtomicReference<Faults> faults;
  private final DeliveryMeters meters;
  private final Gate gate = new Gate();
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean live;
  private volatile boolean closed;

  /**
   * @param random must be thread-safe
   */
  Courier(
      Carrier carrier,
      DeliverySettings settings,
      Faults faults,
      RandomGenerator random,
      MeterRegistry registry) {
    this.carrier = requireNonNull(carrier, "carrier is null");
    this.settings = requireNonNull(settings, "settings is null");
    this.random = requireNonNull(random, "random is null");
    this.faults = new AtomicReference<>(faults);
    this.queue = new ArrayBlockingQueue<>(settings.queueSize());
    this.permits = new Semaphore(settings.concurrency(), true);
    this.lateness = new Semaphore(settings.concurrency());
    this.outstanding = new Outstanding(carrier::carries);
    this.meters = new DeliveryMeters(registry, carrier.name(), outstanding::size);
  }

  /**
   * Begins to deliver.
   *
   * @param happened how many facts have happened before
   * @param unacknowledged those of them that may not have arrived; {@link #offer} each of them
   *     again
   */
  void start(long happened, List<Happened> unacknowledged) {
    outstanding.expect(happened, unacknowledged);
    workers.execute(() -> uninterrupted(this::dispatch));
  }

  /**
   * Takes a fact that has happened; waits while the queue is full, and does nothing once closed.
   */
  void offer(Happened happened) throws InterruptedException {
    outstanding.add(happened);
    if (carrier.carries(happened.fact())) {
      while (!closed && !queue.offer(happened, IDLE.toMillis(), TimeUnit.MILLISECONDS)) {
        // The queue is full; closing must not find us waiting for ever.
      }
    }
  }

  /** In live mode facts go out at once, a few of them late; before that they are mixed up. */
  void live(boolean now) {
    live = now;
  }

  /** Stops delivering until {@link #resume}; what is in flight goes on. */
  void pause() {
    gate.shut();
  }

  void resume() {
    gate.open();
  }

  Faults faults() {
    return faults.get();
  }

  void faults(Faults now) {
    faults.set(requireNonNull(now, "faults are null"));
  }

  /** Facts accepted since the start. */
  long delivered() {
    return (long) meters.facts.count();
  }

  /** Attempts that were not accepted since the start. */
  long retried() {
    return (long) meters.retried.count();
  }

  /** Requests sent twice on purpose since the start. */
  long duplicates() {
    return (long) meters.duplicates.count();
  }

  int inFlight() {
    return meters.inFlight.get();
  }

  /** Facts that wait to be accepted. */
  int waiting() {
    return outstanding.size();
  }

  /** Every fact before this sequence was accepted. */
  long checkpoint() {
    return outstanding.checkpoint();
  }

  private void dispatch() throws InterruptedException {
    greet();
    var pool = new ReorderingPool(random);
    while (true) {
      var next = queue.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
      gate.pass();
      for (; next != null; next = pool.size() < settings.queueSize() ? queue.poll() : null) {
        pool.add(next, !live);
      }
      // While more keeps coming the pool stays half full, so that there is something to mix.
      while (pool.size() > (queue.isEmpty() || live ? 0 : settings.queueSize() / 2)) {
        gate.pass();
        send(pool.take(faults.get().batchSize()));
      }
    }
  }

  private void greet() throws InterruptedException {
    for (int failures = 1; ; failures++) {
      try {
        var refusal = carrier.greet(Long.toUnsignedString(random.nextLong()), settings.timeout());
        if (refusal.isEmpty()) {
          return;
        }
        LOG.warnf("The %s: %s", carrier.name(), refusal.get());
      } catch (IOException e) {
        LOG.infof("The %s does not answer yet: %s", carrier.name(), e.getClass().getSimpleName());
      }
      Thread.sleep(settings.backoff().after(failures, random));
    }
  }

  private void send(List<Happened> batch) throws InterruptedException {
    if (live && random.nextInt(50) == 0 && lateness.tryAcquire()) {
      workers.execute(
          () ->
              uninterrupted(
                  () -> {
                    try {
                      Thread.sleep(
                          Duration.ofSeconds(1 + random.nextInt(LONGEST_LATENESS_SECONDS)));
                    } finally {
                      lateness.release();
                    }
                    permits.acquire();
                    deliver(batch);
                  }));
      return;
    }
    permits.acquire();
    workers.execute(() -> uninterrupted(() -> deliver(batch)));
  }

  /** Needs a permit, and gives it back. */
  private void deliver(List<Happened> batch) throws InterruptedException {
    meters.inFlight.incrementAndGet();
    try {
      var facts = batch.stream().map(Happened::fact).toList();
      var body = carrier.pack(facts);
      if (random.nextDouble() < faults.get().duplicateRate()) {
        meters.duplicates.increment();
        workers.execute(() -> uninterrupted(() -> repeat(body)));
      }
      untilAccepted(body);
      outstanding.remove(batch);
      meters.facts.increment(batch.size());
    } finally {
      meters.inFlight.decrementAndGet();
      permits.release();
    }
  }

  private void repeat(byte[] body) throws InterruptedException {
    permits.acquire();
    try {
      untilAccepted(body);
    } finally {
      permits.release();
    }
  }

  private void untilAccepted(byte[] body) throws InterruptedException {
    for (int failures = 1; ; failures++) {
      var now = faults.get();
      if (now.delayMillis() > 0) {
        Thread.sleep(now.delayMillis());
      }
      boolean drop = random.nextDouble() < now.dropRate();
      try {
        var refusal = carrier.bring(body, drop ? GIVEN_UP : settings.timeout());
        if (refusal.isEmpty()) {
          meters.requests.increment();
          return;
        }
        refused(failures, refusal.get());
      } catch (IOException e) {
        if (drop) {
          meters.dropped.increment();
        }
        refused(failures, e.toString());
      }
      meters.retried.increment();
      Thread.sleep(settings.backoff().after(failures, random));
    }
  }

  private void refused(int failures, String why) {
    LOG.logf(
        failures == WORRYING ? Logger.Level.WARN : Logger.Level.DEBUG,
        "By %s, attempt %d: %s",
        carrier.name(),
        failures,
        why);
  }

  private interface Interruptible {
    void run() throws InterruptedException;
  }

  private static void uninterrupted(Interruptible work) {
    try {
      work.run();
    } catch (InterruptedException e) {
      // Closing; what is unacknowledged is delivered after the next start.
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("Delivery failed", e);
      throw e;
    }
  }

  /** Stops at once; what was not accepted is lost here but not in the ledger. */
  @Override
  public void close() {
    closed = true;
    workers.shutdownNow();
    carrier.close();
  }
}
