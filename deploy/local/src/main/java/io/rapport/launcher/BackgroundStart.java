package io.rapport.launcher;

import static java.util.Objects.requireNonNull;

import io.rapport.launcher.console.Console;
import io.rapport.launcher.console.LogTail;
import io.rapport.launcher.console.RotatingLog;
import io.rapport.launcher.installation.InstallationLock;
import io.rapport.launcher.installation.Secrets;
import io.rapport.launcher.process.OwnSession;
import io.rapport.launcher.suite.StartOptions;
import io.rapport.launcher.suite.StatusReport;
import io.rapport.launcher.suite.Suite;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Starts the launcher as a process of its own that outlives this one and its terminal, shows its
 * progress, and returns when everything is ready, or with its exit code when it gives up.
 */
final class BackgroundStart {

  private static final long POLL_MILLIS = 100;
  private static final long STOP_SECONDS = 90;

  private final StartOptions options;
  private final List<String> arguments;
  private final Clock clock = Clock.systemUTC();

  BackgroundStart(StartOptions options, List<String> arguments) {
    this.options = requireNonNull(options, "options is null");
    this.arguments = List.copyOf(arguments);
  }

  int run() throws IOException, InterruptedException {
    var installation = options.installation();
    installation.create();
    InstallationLock.acquire(installation).close(); // says so before anything of its is touched
    var progress = installation.run().resolve("progress");
    Files.deleteIfExists(progress);
    Files.deleteIfExists(installation.stateFile());
    var launcher = launch(progress);
    var stopOnInterrupt = new Thread(() -> stop(launcher), "stop");
    Runtime.getRuntime().addShutdownHook(stopOnInterrupt);
    var tail = new LogTail(progress);
    while (launcher.isAlive() && !isReady()) {
      tail.copyTo(System.out);
      launcher.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
    }
    tail.copyTo(System.out);
    Runtime.getRuntime().removeShutdownHook(stopOnInterrupt);
    if (!launcher.isAlive()) {
      int code = launcher.waitFor();
      return code == 0 ? 1 : code; // it must not have ended at all
    }
    showSummary();
    return 0;
  }

  private Process launch(Path progress) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-Drapport.root=" + options.checkout(),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName()));
    command.addAll(arguments);
    return new ProcessBuilder(OwnSession.command(command))
        .directory(options.installation().directory().toFile())
        .redirectInput(new File("/dev/null"))
        .redirectErrorStream(true)
        .redirectOutput(progress.toFile())
        .start();
  }

  private boolean isReady() throws IOException {
    if (!Files.exists(options.installation().stateFile())) {
      return false;
    }
    var state = new StatusReport(options.installation(), clock).state().path("state").asText();
    return state.equals("ready") || state.equals("degraded");
  }

  private void showSummary() throws IOException, InterruptedException {
    var installation = options.installation();
    var secrets = new Secrets(installation.secretsFile(), new SecureRandom(), System.getenv());
    try (var log = new RotatingLog(installation.log("launcher"), Long.MAX_VALUE)) {
      var console = new Console(System.out, log, false);
      System.out.println(Suite.summary(options, secrets, console, clock));
    }
    var data = installation.directory();
    System.out.println("  ./rapport status --data " + data + "    how it is doing");
    System.out.println("  ./rapport down --data " + data + "      stops everything");
  }

  private static void stop(Process launcher) {
    launcher.destroy();
    try {
      launcher.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
