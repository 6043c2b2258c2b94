package io.rapport.launcher;

import static java.util.Objects.requireNonNull;

import io.rapport.launcher.console.Console;
import io.rapport.launcher.console.Failure;
import io.rapport.launcher.console.RotatingLog;
import io.rapport.launcher.installation.DiskSpace;
import io.rapport.launcher.installation.InstallationLock;
import io.rapport.launcher.installation.Secrets;
import io.rapport.launcher.installation.Settings;
import io.rapport.launcher.suite.StartOptions;
import io.rapport.launcher.suite.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs the suite in this very process, until it is told to end. */
final class ForegroundStart {

  private static final long LOG_BYTES = 10_000_000;

  private final StartOptions options;
  private final boolean detached;
  private final Clock clock = Clock.systemUTC();
  private final AtomicBoolean ending = new AtomicBoolean();

  /**
   * @param detached nobody watches: neither the processes' output nor the table is printed
   */
  ForegroundStart(StartOptions options, boolean detached) {
    this.options = requireNonNull(options, "options is null");
    this.detached = detached;
  }

  int run() throws IOException, InterruptedException {
    var installation = options.installation();
    var amount = System.getenv().getOrDefault(DiskSpace.VARIABLE, DiskSpace.DEFAULT);
    var diskSpace = DiskSpace.parse(amount);
    installation.create();
    try (var lock = InstallationLock.acquire(installation);
        var log = new RotatingLog(installation.log("launcher"), LOG_BYTES)) {
      requireNonNull(lock, "lock is null");
      diskSpace.require(installation.directory());
      if (Files.exists(installation.postgres()) && !Files.exists(installation.secretsFile())) {
        throw new Failure(
            "%s is missing, but %s is there and cannot be opened without; restore it from a backup"
                .formatted(installation.secretsFile(), installation.postgres()));
      }
      new Settings(options.ports(), options.demo().isPresent()).write(installation);
      var secrets = new Secrets(installation.secretsFile(), new SecureRandom(), System.getenv());
      var console = new Console(System.out, log, !detached && Console.isTerminal());
      var suite =
          new Suite(options, System.getenv(), secrets, diskSpace, console, clock, !detached);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(suite), "stop"));
      return run(suite, secrets, console);
    }
  }

  private int run(Suite suite, Secrets secrets, Console console) throws InterruptedException {
    var began = clock.instant();
    console.say("Rapport %s in %s".formatted(options.mode(), options.installation().directory()));
    try {
      suite.start();
      console.done("ready", Duration.between(began, clock.instant()), "");
      if (!detached) {
        System.out.println(Suite.summary(options, secrets, console, clock));
        System.out.println("  Ctrl-C stops everything.");
      }
      new CountDownLatch(1).await(); // until a signal ends the process
      return 0;
    } catch (Failure | IOException | SQLException e) {
      if (ending.get()) {
        new CountDownLatch(1).await(); // being stopped is why; the process is about to end
      }
      var reason = e instanceof Failure ? e.getMessage() : e.toString();
      suite.stop(true);
      suite.failed(reason);
      throw new Failure(reason, e);
    }
  }

  private void end(Suite suite) {
    ending.set(true);
    suite.stop(false);
  }
}
