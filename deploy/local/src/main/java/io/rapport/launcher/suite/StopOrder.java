package io.rapport.launcher.suite;

import static java.util.Objects.requireNonNull;

import io.rapport.launcher.console.Console;
import io.rapport.launcher.process.SupervisedProgram;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;

/**
 * Ends everything: simulator, then the services, then the identity provider, then the database;
 * each within its time, after which it is killed.
 */
final class StopOrder {

  private static final Duration ORDERLY = Duration.ofSeconds(8);

  /** The fast shutdown of Postgres writes a checkpoint. */
  private static final Duration DATABASE = Duration.ofSeconds(30);

  /** Together all services may take this long when they record their caches as they end. */
  private static final Duration RECORDING = Duration.ofSeconds(20);

  private final Console console;

  StopOrder(Console console) {
    this.console = requireNonNull(console, "console is null");
  }

  void stop(List<SupervisedProgram> running) {
    var began = System.nanoTime();
    stopThose(running, "simulator");
    stopServices(running.stream().filter(StopOrder::isService).toList());
    stopThose(running, "keycloak");
    stopThose(running, "postgres");
    console.done("stopped", Duration.ofNanos(System.nanoTime() - began), "everything");
  }

  private void stopServices(List<SupervisedProgram> services) {
    boolean records = services.stream().anyMatch(StopOrder::records);
    if (records) {
      console.waiting("services", "recording how they start, for faster starts from now on");
    }
    long deadline = System.nanoTime() + RECORDING.toNanos();
    // As many at a time as there are processors: all at once, none would be done in time.
    int together =
        records ? Math.max(1, Runtime.getRuntime().availableProcessors()) : services.size();
    try (var tasks = Executors.newFixedThreadPool(Math.max(1, together))) {
      services.forEach(service -> tasks.execute(() -> stop(service, deadline)));
    }
  }

  private static void stop(SupervisedProgram service, long deadline) {
    var left = Duration.ofNanos(deadline - System.nanoTime());
    service.stop(records(service) && left.compareTo(ORDERLY) > 0 ? left : ORDERLY);
  }

  private static void stopThose(List<SupervisedProgram> running, String name) {
    running.stream()
        .filter(program -> program.program().name().equals(name))
        .forEach(program -> program.stop(name.equals("postgres") ? DATABASE : ORDERLY));
  }

  private static boolean isService(SupervisedProgram program) {
    return program.program() instanceof ServiceProgram
        && !program.program().name().equals("simulator");
  }

  private static boolean records(SupervisedProgram program) {
    return program.program() instanceof ServiceProgram service && service.records();
  }
}
