package io.rapport.launcher.suite;

import io.rapport.launcher.console.Failure;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Steps of a start that go on side by side. Closing it interrupts those that have not ended. */
final class Steps implements AutoCloseable {

  /** A step, which may fail in the ways a start can. */
  @FunctionalInterface
  interface Step {
    void run() throws IOException, InterruptedException;
  }

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** Begins a step. */
  CompletableFuture<Void> begin(Step step) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            step.run();
          } catch (IOException e) {
            throw new Failure(e.toString(), e);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted while starting", e);
          }
        },
        threads);
  }

  /**
   * Waits for a step.
   *
   * @throws Failure with the reason, if it failed
   */
  static void await(CompletableFuture<Void> step) {
    try {
      step.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof Failure failure ? failure : e;
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
  }
}
