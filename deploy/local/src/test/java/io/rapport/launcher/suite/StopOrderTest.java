package io.rapport.launcher.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.launcher.console.Console;
import io.rapport.launcher.console.RotatingLog;
import io.rapport.launcher.process.BackOff;
import io.rapport.launcher.process.PidFiles;
import io.rapport.launcher.process.ShellProgram;
import io.rapport.launcher.process.SupervisedProgram;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StopOrderTest {

  @TempDir Path directory;

  @Test
  void whatUsesSomethingEndsBeforeIt() throws Exception {
    var running = new ArrayList<SupervisedProgram>();
    for (var name : List.of("postgres", "keycloak", "ingest", "metrics", "simulator")) {
      running.add(start(name));
    }
    try (var log = new RotatingLog(directory.resolve("launcher.log"), 10_000)) {
      var console = new Console(new PrintStream(OutputStream.nullOutputStream()), log, false);
      new StopOrder(console).stop(running);
    }
    var order = Files.readAllLines(directory.resolve("order"));
    assertThat(order).hasSize(5);
    assertThat(order.getFirst()).isEqualTo("simulator");
    assertThat(order.subList(1, 3)).containsExactlyInAnyOrder("ingest", "metrics");
    assertThat(order.subList(3, 5)).containsExactly("keycloak", "postgres");
  }

  private SupervisedProgram start(String name) throws InterruptedException {
    var script =
        "trap 'sleep 0.1; echo %s >> order; exit 0' TERM; touch $READY; while :; do sleep 0.05; done"
            .formatted(name);
    var supervised =
        new SupervisedProgram(
            ShellProgram.of(name, directory, script),
            BackOff.DEFAULT,
            new PidFiles(directory),
            Clock.systemUTC(),
            line -> {},
            status -> {});
    supervised.start();
    supervised.awaitReady();
    return supervised;
  }
}
