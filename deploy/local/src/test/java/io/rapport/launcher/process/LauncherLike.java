package io.rapport.launcher.process;

import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;

/** A process that, like the launcher, runs two programs and a watchdog until it is killed. */
final class LauncherLike {

  private LauncherLike() {}

  public static void main(String[] arguments) throws Exception {
    var directory = Path.of(arguments[0]);
    var watchdog = Watchdog.start(directory);
    for (var program :
        new Program[] {
          ShellProgram.of("ingest", directory, "touch $READY; exec sleep 600"),
          new ShellProgram("postgres", directory, "touch $READY; exec sleep 600", "INT")
        }) {
      var supervised =
          new SupervisedProgram(
              program,
              BackOff.DEFAULT,
              new PidFiles(directory),
              Clock.systemUTC(),
              line -> {},
              status -> {});
      supervised.start();
      supervised.awaitReady();
      System.out.println(supervised.status().pid().orElseThrow());
    }
    System.out.println(watchdog.pid());
    new CountDownLatch(1).await();
  }
}
