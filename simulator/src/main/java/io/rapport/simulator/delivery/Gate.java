package io.rapport.simulator.delivery;

/** Lets threads pass while it is open. Thread-safe. */
final class Gate {
  private boolean shut;

  synchronized void shut() {
    shut = true;
  }

  synchronized void open() {
    shut = false;
    notifyAll();
  }

  /** Returns at once while open, else when it opens. */
  synchronized void pass() throws InterruptedException {
    while (shut) {
      wait();
    }
  }
}
