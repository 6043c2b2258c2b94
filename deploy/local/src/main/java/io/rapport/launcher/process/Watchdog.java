package io.rapport.launcher.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * A tiny shell that outlives the launcher: its input is a pipe from it, and when that ends, even by
 * {@code kill -9}, it stops every process that still has a pid file. After an orderly end there is
 * none.
 */
public final class Watchdog {

  private final Process process;

  private Watchdog(Process process) {
    this.process = process;
  }

  /**
   * @param directory of the pid files
   */
  public static Watchdog start(Path directory) throws IOException {
    var command = List.of("/bin/sh", "-c", script(), "rapport-watchdog", directory.toString());
    var builder = new ProcessBuilder(OwnSession.command(command));
    builder.environment().keySet().retainAll(List.of("PATH"));
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    return new Watchdog(builder.start());
  }

  public long pid() {
    return process.pid();
  }

  private static String script() {
    try (var stream = Watchdog.class.getResourceAsStream("watchdog.sh")) {
      return new String(
          Objects.requireNonNull(stream, "watchdog.sh is missing").readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
