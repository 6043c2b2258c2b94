package io.rapport.launcher.process;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One file {@code <process>.pid} for each running process: its id and when it started (milliseconds
 * since the epoch), so that an id the system has since given to somebody else is not mistaken for
 * it.
 */
public final class PidFiles {

  private static final String SUFFIX = ".pid";

  private final Path directory;

  public PidFiles(Path directory) {
    this.directory = requireNonNull(directory, "directory is null");
  }

  void write(String process, ProcessHandle handle) throws IOException {
    Files.writeString(file(process), handle.pid() + " " + started(handle) + "\n");
  }

  void delete(String process) throws IOException {
    Files.deleteIfExists(file(process));
  }

  /** The ids of the processes an earlier launcher left running, database last. */
  public List<Long> leftovers() throws IOException {
    var found = new ArrayList<Long>();
    try (var files = Files.list(directory)) {
      for (var file : files.filter(name -> name.toString().endsWith(SUFFIX)).sorted().toList()) {
        running(Files.readString(file))
            .ifPresent(
                pid -> {
                  if (file.equals(file("postgres"))) {
                    found.addLast(pid);
                  } else {
                    found.addFirst(pid);
                  }
                });
      }
    }
    return found;
  }

  /**
   * Stops what an earlier launcher left running: first those that use the database, then the
   * database.
   *
   * @return how many there were
   */
  public int stopLeftovers(Duration limit) throws IOException {
    var leftovers = leftovers();
    for (var pid : leftovers) {
      // For Postgres INT is the fast shutdown; the others take it as TERM.
      Processes.signal("INT", pid);
      Processes.signal("TERM", pid);
      if (!Processes.awaitEnd(pid, limit)) {
        Processes.signalGroup("KILL", pid);
        Processes.awaitEnd(pid, limit);
      }
    }
    try (var files = Files.list(directory)) {
      for (var file : files.filter(name -> name.toString().endsWith(SUFFIX)).toList()) {
        Files.delete(file);
      }
    }
    return leftovers.size();
  }

  private static Optional<Long> running(String content) {
    int space = content.indexOf(' ');
    if (space < 0) {
      return Optional
          .empty(); // written halfway when the launcher was killed; the watchdog saw to it
    }
    long pid = Long.parseLong(content.substring(0, space));
    var started = content.substring(space).strip();
    return ProcessHandle.of(pid)
        .filter(handle -> String.valueOf(started(handle)).equals(started))
        .filter(handle -> Processes.isAlive(pid))
        .map(ProcessHandle::pid);
  }

  private static long started(ProcessHandle handle) {
    return handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  private Path file(String process) {
    return directory.resolve(process + SUFFIX);
  }
}
