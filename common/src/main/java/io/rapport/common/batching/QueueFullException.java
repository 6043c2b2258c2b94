package io.rapport.common.batching;

/** More is waiting than a {@link Batcher} may hold; nothing of the refused items was kept. */
public final class QueueFullException extends RuntimeException {

  /** Carries no stack trace: it is thrown when there is least time for one. */
  QueueFullException(int capacity) {
    super("queue of " + capacity + " items is full", null, false, false);
  }
}
