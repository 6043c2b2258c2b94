package io.rapport.metrics.projection;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where workers with nothing to do wait. A hint that comes while a worker is looking for work is
 * not lost: the worker notes {@link #hints} before it looks. Safe for use by several threads.
 */
@ApplicationScoped
class WorkSignal {

  private final Lock lock = new ReentrantLock();
  private final Condition hinted = lock.newCondition();
  private long hints;

  /** How many hints there were so far. */
  long hints() {
    lock.lock();
    try {
      return hints;
    } finally {
      lock.unlock();
    }
  }

  /** There may be work. */
  void raise() {
    lock.lock();
    try {
      hints++;
      hinted.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for a hint beyond those seen, no longer than given. */
  void await(long seen, Duration atMost) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long nanos = atMost.toNanos();
      while (hints == seen && nanos > 0) {
        nanos = hinted.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }
}
