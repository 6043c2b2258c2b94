package io.rapport.launcher.suite;

import static java.util.Objects.requireNonNull;

import io.rapport.launcher.console.Console;
import io.rapport.launcher.installation.DiskSpace;
import io.rapport.launcher.installation.Installation;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Says so, once and in {@code status}, when the disk fills up while the suite runs. */
final class DiskWatch implements Runnable {

  private static final long CHECK_SECONDS = 5;

  private final DiskSpace diskSpace;
  private final Installation installation;
  private final SuiteState state;
  private final Console console;
  private final BooleanSupplier stopping;
  private Optional<String> said = Optional.empty();

  DiskWatch(
      DiskSpace diskSpace,
      Installation installation,
      SuiteState state,
      Console console,
      BooleanSupplier stopping) {
    this.diskSpace = requireNonNull(diskSpace, "diskSpace is null");
    this.installation = requireNonNull(installation, "installation is null");
    this.state = requireNonNull(state, "state is null");
    this.console = requireNonNull(console, "console is null");
    this.stopping = requireNonNull(stopping, "stopping is null");
  }

  @Override
  public void run() {
    try {
      while (!stopping.getAsBoolean()) {
        check();
        TimeUnit.SECONDS.sleep(CHECK_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void check() {
    var warning = diskSpace.warning(installation.directory());
    if (warning.isPresent() && said.isEmpty()) {
      console.problem("disk", warning.get());
    } else if (warning.isEmpty() && said.isPresent()) {
      console.say("  ok    disk         there is room again");
    }
    said = warning;
    state.warning(warning);
  }
}
