package io.rapport.launcher.suite;

import static java.util.Objects.requireNonNull;

import io.rapport.launcher.console.Console;
import io.rapport.launcher.process.SupervisedProgram;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/**
 * Ends everything: simulator, then the services, then the identity provider, then the database;
 * each within its time, after which it is killed.
 */
final class StopOrder {

  private static final Duration ORDERLY = Duration.ofSeconds(8);

  /** The fast shutdown of Postgres writes a checkpoint. */
  private static final Duration DATABASE = Duration.ofSeconds(30);

  private final Console console;

  StopOrder(Console console) {
    this.console = requireNonNull(console, "console is null");
  }

  void stop(List<SupervisedProgram> running) {
    if (running.isEmpty()) {
      return;
    }
    long began = System.nanoTime();
    stop(running, name -> name.equals("simulator"), ORDERLY);
    stop(running, StopOrder::isService, ORDERLY);
    stop(running, name -> name.equals("keycloak"), ORDERLY);
    stop(running, name -> name.equals("postgres"), DATABASE);
    console.done("stopped", Duration.ofNanos(System.nanoTime() - began), "everything");
  }

  private static boolean isService(String name) {
    return switch (name) {
      case "simulator", "keycloak", "postgres" -> false;
      default -> true;
    };
  }

  /** Stops those with such a name side by side. */
  private static void stop(
      List<SupervisedProgram> running, Predicate<String> name, Duration limit) {
    try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
      running.stream()
          .filter(program -> name.test(program.program().name()))
          .forEach(program -> tasks.execute(() -> stop(program, limit)));
    }
  }

  private static void stop(SupervisedProgram program, Duration limit) {
    try {
      program.stop(limit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
