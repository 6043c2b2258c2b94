package io.rapport.launcher.suite;

import static java.util.Objects.requireNonNull;

import io.rapport.launcher.console.Console;
import io.rapport.launcher.process.SupervisedProgram;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/**
 * Ends everything: simulator, then the services, then the identity provider, then the database;
 * each within its time, after which it is killed.
 *
 * <p>A service that records its start for later ones takes about eight seconds of a processor at
 * its end. As many do so at a time as there are processors, for as long as all together may take;
 * the rest record another time.
 */
final class StopOrder {

  private static final Duration ORDERLY = Duration.ofSeconds(8);

  /** The fast shutdown of Postgres writes a checkpoint. */
  private static final Duration DATABASE = Duration.ofSeconds(30);

  /** How long recording may hold up the end of everything. */
  private static final Duration RECORDING = Duration.ofSeconds(15);

  /** With less time than this left, recording is not even begun. */
  private static final Duration RECORDING_AT_LEAST = Duration.ofSeconds(5);

  private final Console console;

  StopOrder(Console console) {
    this.console = requireNonNull(console, "console is null");
  }

  void stop(List<SupervisedProgram> running) throws InterruptedException {
    if (running.isEmpty()) {
      return;
    }
    long began = System.nanoTime();
    for (var simulator : those(running, name -> name.equals("simulator"))) {
      simulator.requestStop();
      simulator.awaitLetGo(ORDERLY);
    }
    stopServices(those(running, name -> !name.equals("keycloak") && !name.equals("postgres")));
    for (var keycloak : those(running, name -> name.equals("keycloak"))) {
      keycloak.stop(ORDERLY);
    }
    for (var postgres : those(running, name -> name.equals("postgres"))) {
      postgres.stop(DATABASE);
    }
    console.done("stopped", Duration.ofNanos(System.nanoTime() - began), "everything");
  }

  private void stopServices(List<SupervisedProgram> services) {
    var recording = services.stream().filter(StopOrder::records).toList();
    var others = new ArrayList<>(services);
    others.removeAll(recording);
    if (!recording.isEmpty()) {
      console.waiting("services", "recording how they start, for faster starts from now on");
    }
    long deadline = System.nanoTime() + RECORDING.toNanos();
    try (var all = Executors.newVirtualThreadPerTaskExecutor();
        var few = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      others.forEach(service -> all.execute(() -> stop(service)));
      recording.forEach(service -> few.execute(() -> stopRecording(service, deadline)));
    }
  }

  private static void stop(SupervisedProgram service) {
    try {
      service.stop(ORDERLY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void stopRecording(SupervisedProgram service, long deadline) {
    var left = Duration.ofNanos(deadline - System.nanoTime());
    try {
      if (left.compareTo(RECORDING_AT_LEAST) < 0) {
        service.stopShort(ORDERLY);
      } else {
        service.stop(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<SupervisedProgram> those(
      List<SupervisedProgram> running, Predicate<String> name) {
    return running.stream().filter(program -> name.test(program.program().name())).toList();
  }

  private static boolean records(SupervisedProgram program) {
    return program.program() instanceof ServiceProgram service && service.records();
  }
}
