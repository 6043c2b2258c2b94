package io.rapport.launcher.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchdogTest {

  @Test
  void aKilledLauncherLeavesNoOrphans(@TempDir Path directory) throws Exception {
    var launcher =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LauncherLike.class.getName(),
                directory.toString())
            .redirectErrorStream(true)
            .start();
    try (var lines = new BufferedReader(new InputStreamReader(launcher.getInputStream(), UTF_8))) {
      var pids =
          List.of(
              Long.valueOf(lines.readLine()),
              Long.valueOf(lines.readLine()),
              Long.valueOf(lines.readLine()));
      assertThat(pids).allMatch(Processes::isAlive);
      launcher.destroyForcibly().waitFor();
      // Where this was started in the background of a script, INT and QUIT are ignored.
      await()
          .atMost(Duration.ofSeconds(40))
          .untilAsserted(() -> assertThat(pids).noneMatch(Processes::isAlive));
    }
  }

  @Test
  void whatAnEarlierLauncherLeftIsFoundAndStopped(@TempDir Path directory) throws Exception {
    var leftover = new ProcessBuilder("sleep", "600").start();
    var pidFiles = new PidFiles(directory);
    pidFiles.write("ingest", leftover.toHandle());
    assertThat(pidFiles.leftovers()).containsExactly(leftover.pid());
    assertThat(pidFiles.stopLeftovers(Duration.ofSeconds(5))).isEqualTo(1);
    // Ended; whether this process has reaped its child already is another matter.
    assertThat(Processes.isAlive(leftover.pid())).isFalse();
    assertThat(pidFiles.leftovers()).isEmpty();
  }

  @Test
  void aReusedProcessIdIsNotMistakenForALeftover(@TempDir Path directory) throws Exception {
    var stranger = new ProcessBuilder("sleep", "600").start();
    try {
      Files.writeString(directory.resolve("ingest.pid"), stranger.pid() + " 12345\n");
      assertThat(new PidFiles(directory).stopLeftovers(Duration.ofSeconds(1))).isZero();
      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly();
    }
  }
}
