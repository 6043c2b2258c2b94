package io.rapport.launcher.process;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a program is doing.
 *
 * @param restarts how often it was started again after a crash
 * @param since when this state began
 * @param lastError why it last ended unasked
 */
public record ProgramStatus(
    String name,
    State state,
    OptionalLong pid,
    int port,
    String url,
    int restarts,
    Instant since,
    Optional<String> lastError) {

  public ProgramStatus {
    requireNonNull(name, "name is null");
    requireNonNull(state, "state is null");
    requireNonNull(pid, "pid is null");
    requireNonNull(url, "url is null");
    requireNonNull(since, "since is null");
    requireNonNull(lastError, "lastError is null");
  }

  /** What a program is doing. */
  public enum State {
    STARTING,
    READY,
    RESTARTING,
    STOPPED,
    FAILED;

    /** As {@code status} shows it. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
