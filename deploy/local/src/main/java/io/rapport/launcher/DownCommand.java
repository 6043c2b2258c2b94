package io.rapport.launcher;

import io.rapport.launcher.console.Console;
import io.rapport.launcher.console.Failure;
import io.rapport.launcher.installation.Installation;
import io.rapport.launcher.installation.InstallationLock;
import io.rapport.launcher.process.PidFiles;
import io.rapport.launcher.process.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "down",
    description = "Stops everything and waits until it has.",
    mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {

  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final Duration LEFTOVER_STOP = Duration.ofSeconds(10);

  @Mixin private DataOption data = new DataOption();

  @Override
  public Integer call() throws IOException {
    var installation = data.installation();
    var holder = InstallationLock.holder(installation);
    if (holder.isEmpty()) {
      int leftovers = stopLeftovers(installation);
      System.out.println(
          leftovers == 0
              ? "nothing runs in " + installation.directory()
              : "stopped %d processes a killed launcher left behind".formatted(leftovers));
      return 0;
    }
    long began = System.nanoTime();
    long pid = holder.get();
    Processes.signal("TERM", pid);
    if (!Processes.awaitEnd(pid, LIMIT)) {
      Processes.signal("KILL", pid);
      Processes.awaitEnd(pid, LEFTOVER_STOP);
      stopLeftovers(installation);
      throw new Failure(
          "the launcher (pid %d) did not stop within %d s and was killed"
              .formatted(pid, LIMIT.toSeconds()));
    }
    stopLeftovers(installation);
    System.out.println(
        "stopped in " + Console.seconds(Duration.ofNanos(System.nanoTime() - began)));
    return 0;
  }

  private static int stopLeftovers(Installation installation) throws IOException {
    return Files.isDirectory(installation.run())
        ? new PidFiles(installation.run()).stopLeftovers(LEFTOVER_STOP)
        : 0;
  }
}
