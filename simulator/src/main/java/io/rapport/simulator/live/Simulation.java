package io.rapport.simulator.live;

import io.rapport.simulator.delivery.Couriers;
import io.rapport.simulator.delivery.Faults;
import io.rapport.simulator.ledger.Happened;
import io.rapport.simulator.ledger.Ledger;
import io.rapport.simulator.world.Fact;
import io.rapport.simulator.world.LiveWorld;
import io.rapport.simulator.world.Roster;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;

/**
 * Lets things happen when their time has come: first the past at full speed, then in real time.
 * Every fact is in the truth before it is offered to the couriers. Thread-safe.
 */
public final class Simulation implements AutoCloseable {
  /** Most webhook facts a minute. */
  public static final double MAX_RATE = 600_000;

  private static final Logger LOG = Logger.getLogger(Simulation.class);
  private static final int CHUNK = 500;
  private static final Duration TICK = Duration.ofMillis(100);

  /** How much missed time is played at once after a restart. */
  private static final Duration STRETCH = Duration.ofMinutes(5);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Ledger ledger;
  private final Couriers couriers;
  private final Clock clock;
  private final Agenda agenda = new Agenda();
  private final Roster roster = new Roster();
  private final LiveWorld world;
  private final Tempo tempo;
  private final Progress progress;
  private final Thread conductor;
  private Instant playedUntil;
  private List<Happened> again;
  private boolean paused;
  private boolean nudged;
  private volatile boolean filled;
  private volatile boolean closing;

  /**
   * Takes up what the ledger knows.
   *
   * @param worldSeed must differ between two runs, or message ids would recur
   */
  public Simulation(
      Ledger ledger, Couriers couriers, Clock clock, long worldSeed, double factsPerMinute) {
    this.ledger = ledger;
    this.couriers = couriers;
    this.clock = clock;
    this.tempo = new Tempo(factsPerMinute);
    this.world = new LiveWorld(worldSeed, roster);
    var recovery = ledger.recovery();
    recovery.remembered().forEach(roster::observe);
    recovery.remembered().forEach(roster::happened);
    recovery.pending().forEach(planned -> roster.observe(planned.fact()));
    agenda.add(recovery.pending());
    this.again = recovery.unacknowledged();
    this.playedUntil = ledger.playedUntil();
    this.progress = new Progress(clock);
    couriers.start(ledger.happened(), again);
    this.conductor = Thread.ofPlatform().name("conductor").unstarted(this::conduct);
  }

  public void start() {
    conductor.start();
  }

  /** Something somebody makes happen now. */
  @FunctionalInterface
  public interface Action<T> {
    /**
     * @param facts to add to what will happen, none before {@code now}
     * @param now whole seconds
     */
    T act(LiveWorld world, Roster roster, Instant now, List<Fact> facts);
  }

  /**
   * Does something to the world; its facts are remembered when this returns, and happen when due.
   */
  public <T> T perform(Action<T> action) {
    lock.lock();
    try {
      var facts = new ArrayList<Fact>();
      var result = action.act(world, roster, now().truncatedTo(ChronoUnit.SECONDS), facts);
      if (!facts.isEmpty()) {
        agenda.add(ledger.plan(facts, playedUntil));
        nudge();
      }
      return result;
    } finally {
      lock.unlock();
    }
  }

  public void pause() {
    with(
        () -> {
          paused = true;
          couriers.pause();
        });
  }

  /** Goes on; time that passed meanwhile is made up for. */
  public void resume() {
    with(
        () -> {
          paused = false;
          couriers.resume();
        });
  }

  /**
   * Changes how much happens by itself.
   *
   * @throws IllegalArgumentException if the rate is not between 0 and {@link #MAX_RATE}
   */
  public void rate(double factsPerMinute) {
    with(() -> tempo.set(factsPerMinute));
  }

  /** Changes what goes wrong on the way. */
  public void faults(UnaryOperator<Faults> change) {
    couriers.faults(change.apply(couriers.faults()));
  }

  private void with(Runnable change) {
    lock.lock();
    try {
      change.run();
      nudge();
    } finally {
      lock.unlock();
    }
  }

  /** Where the truth is. */
  public Path truthPath() {
    return ledger.truthPath();
  }

  /** What the simulator is doing. */
  public State state() {
    lock.lock();
    try {
      var phase = paused ? Phase.PAUSED : filled ? Phase.LIVE : Phase.FILL;
      long due = filled ? 0 : agenda.countDue(now());
      return new State(
          phase,
          progress.latest(),
          ledger.happened(),
          couriers.delivered(),
          couriers.waiting(),
          filled ? 100 : progress.percent(couriers.delivered(), couriers.waiting() + due),
          progress.rate(couriers.delivered()),
          tempo.perMinute(),
          couriers.inFlight(),
          couriers.retried(),
          couriers.duplicates(),
          couriers.faults());
    } finally {
      lock.unlock();
    }
  }

  private void conduct() {
    try {
      deliver(again);
      again = List.of();
      while (!closing) {
        deliver(next());
        ledger.acknowledged(couriers.checkpoint());
        progress.sample(couriers.delivered());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.fatal("The simulated world has come to an end", e);
      throw e;
    }
  }

  private void deliver(List<Happened> facts) throws InterruptedException {
    for (var happened : facts) {
      couriers.offer(happened);
    }
  }

  /** Lets happen what is due, waiting a tick if nothing is. */
  private List<Happened> next() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (paused && !closing) {
        changed.await();
      }
      if (closing) {
        return List.of();
      }
      playOn();
      var due = agenda.due(now(), CHUNK);
      if (due.isEmpty()) {
        if (!filled && couriers.waiting() == 0 && caughtUp()) {
          filled = true;
          couriers.live(true);
        }
        awaitChange();
        return List.of();
      }
      var happened = ledger.happen(due);
      happened.forEach(it -> roster.happened(it.fact()));
      progress.reached(due.getLast().fact().at());
      return happened;
    } finally {
      lock.unlock();
    }
  }

  /** Waits a tick, less if somebody makes something happen. */
  private void awaitChange() throws InterruptedException {
    for (long nanos = TICK.toNanos(); nanos > 0 && !nudged; ) {
      nanos = changed.awaitNanos(nanos);
    }
    nudged = false;
  }

  private void nudge() {
    nudged = true;
    changed.signalAll();
  }

  private boolean caughtUp() {
    return Duration.between(playedUntil, now()).compareTo(STRETCH) < 0;
  }

  /** Begins the scenes of the time that has passed, a stretch at most. */
  private void playOn() {
    var now = now();
    var until = playedUntil.plus(STRETCH).isBefore(now) ? playedUntil.plus(STRETCH) : now;
    until = until.truncatedTo(ChronoUnit.SECONDS);
    if (!until.isAfter(playedUntil)) {
      return;
    }
    var facts = new ArrayList<Fact>();
    for (var at = playedUntil; at.isBefore(until); at = at.plusSeconds(1)) {
      tempo.pass(Duration.ofSeconds(1));
      while (tempo.sceneDue() && roster.size() > 0) {
        var scene = world.scene(at);
        tempo.spend(scene);
        facts.addAll(scene);
      }
    }
    playedUntil = until;
    if (!facts.isEmpty() || filled) {
      agenda.add(ledger.plan(facts, playedUntil));
    }
  }

  private Instant now() {
    return clock.instant();
  }

  /** Stops at once; what is under way goes on after the next start. */
  @Override
  public void close() {
    // No interrupt: it would close the ledger's files under whoever writes them.
    with(() -> closing = true);
    couriers.close();
    try {
      conductor.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    ledger.acknowledged(couriers.checkpoint());
    ledger.close();
  }
}
