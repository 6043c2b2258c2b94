package io.rapport.launcher.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Signals to processes, and whether they live. */
public final class Processes {

  private static final long POLL_MILLIS = 25;

  private Processes() {}

  /**
   * Sends a signal ({@code TERM}, {@code INT}, {@code KILL}) to a process; one that is gone is no
   * error.
   */
  public static void signal(String signal, long pid) {
    kill(signal, String.valueOf(pid));
  }

  /** The same to a process and everything it started, given that it leads a group of its own. */
  public static void signalGroup(String signal, long pid) {
    kill(signal, "-" + pid);
    kill(signal, String.valueOf(pid));
  }

  private static void kill(String signal, String target) {
    try {
      new ProcessBuilder("/bin/kill", "-" + signal, "--", target)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor(5, TimeUnit.SECONDS);
    } catch (IOException e) {
      throw new IllegalStateException("cannot send a signal", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the process runs. One that has ended but was not yet reaped by its parent does not. */
  public static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false) && !isZombie(pid);
  }

  private static boolean isZombie(long pid) {
    var status = Path.of("/proc", String.valueOf(pid), "stat");
    try {
      // pid (name) state ...; the name may hold anything, so the state follows the last bracket.
      var line = Files.readString(status);
      return line.startsWith(" Z", line.lastIndexOf(')') + 1);
    } catch (IOException e) {
      return false; // no /proc on this system, or the process has just gone
    }
  }

  /** Waits until the process is gone; false if it outlived the limit. */
  public static boolean awaitEnd(long pid, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (isAlive(pid)) {
      if (System.nanoTime() >= deadline) {
        return false;
      }
      try {
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }
}
