package io.rapport.simulator.delivery;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.rapport.simulator.ledger.Happened;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;

/**
 * Brings every fact to the business by the carrier that tells of it, if there is one. What one
 * carrier cannot bring yet holds no other up, unless its queue is full. Thread-safe.
 */
public final class Couriers implements AutoCloseable {
  private final List<Courier> couriers;

  /**
   * @param carriers at least one, no two of which tell of the same fact; they are closed with this
   * @param random must be thread-safe
   */
  public Couriers(
      List<Carrier> carriers,
      DeliverySettings settings,
      Faults faults,
      RandomGenerator random,
      MeterRegistry registry) {
    requireNonNull(settings, "settings is null");
    this.couriers =
        carriers.stream()
            .map(carrier -> new Courier(carrier, settings, faults, random, registry))
            .toList();
  }

  /**
   * Begins to deliver.
   *
   * @param happened how many facts have happened before
   * @param unacknowledged those of them that may not have arrived; {@link #offer} each of them
   *     again
   */
  public void start(long happened, List<Happened> unacknowledged) {
    couriers.forEach(courier -> courier.start(happened, unacknowledged));
  }

  /**
   * Takes a fact that has happened; waits while the queue is full, and does nothing once closed.
   */
  public void offer(Happened happened) throws InterruptedException {
    for (var courier : couriers) {
      courier.offer(happened);
    }
  }

  /** In live mode facts go out at once, a few of them late; before that they are mixed up. */
  public void live(boolean now) {
    couriers.forEach(courier -> courier.live(now));
  }

  /** Stops delivering until {@link #resume}; what is in flight goes on. */
  public void pause() {
    couriers.forEach(Courier::pause);
  }

  public void resume() {
    couriers.forEach(Courier::resume);
  }

  public Faults faults() {
    return couriers.getFirst().faults();
  }

  public void faults(Faults now) {
    couriers.forEach(courier -> courier.faults(now));
  }

  /** Facts accepted since the start. */
  public long delivered() {
    return sum(Courier::delivered);
  }

  /** Attempts that were not accepted since the start. */
  public long retried() {
    return sum(Courier::retried);
  }

  /** Requests sent twice on purpose since the start. */
  public long duplicates() {
    return sum(Courier::duplicates);
  }

  /** Requests being delivered. */
  public int inFlight() {
    return (int) sum(Courier::inFlight);
  }

  /** Facts that wait to be accepted. */
  public int waiting() {
    return (int) sum(Courier::waiting);
  }

  /** Every fact before this sequence was accepted. */
  public long checkpoint() {
    return couriers.stream().mapToLong(Courier::checkpoint).min().orElseThrow();
  }

  private long sum(ToLongFunction<Courier> figure) {
    return couriers.stream().mapToLong(figure).sum();
  }

  /** Stops at once; what was not accepted is lost here but not in the ledger. */
  @Override
  public void close() {
    couriers.forEach(Courier::close);
  }
}
