package io.rapport.launcher.suite;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.launcher.installation.PrivateFile;
import io.rapport.launcher.process.ProgramStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How the whole suite is doing, kept in a file that other commands read. Written anew at each
 * change, so that a reader always finds one whole state. Safe for use by several threads.
 */
final class SuiteState {

  /** What the suite as a whole is doing. */
  enum Overall {
    STARTING,
    READY,
    /** It was ready, and something is being restarted now. */
    DEGRADED,
    STOPPING,
    STOPPED,
    FAILED;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Path file;
  private final String mode;
  private final int portBase;
  private final Clock clock;
  private final Consumer<String> problem;
  private final Map<String, ProgramStatus> programs = new LinkedHashMap<>();
  private Overall overall = Overall.STARTING;
  private Instant since;
  private Optional<String> message = Optional.empty();
  private Optional<String> warning = Optional.empty();

  /**
   * @param problem is told when the state cannot be written
   */
  SuiteState(Path file, StartOptions options, Clock clock, Consumer<String> problem) {
    this.file = requireNonNull(file, "file is null");
    this.mode = options.mode();
    this.portBase = options.ports().base();
    this.clock = requireNonNull(clock, "clock is null");
    this.problem = requireNonNull(problem, "problem is null");
    this.since = clock.instant();
  }

  synchronized void program(ProgramStatus status) {
    programs.put(status.name(), status);
    if (overall == Overall.READY || overall == Overall.DEGRADED) {
      become(allReady() ? Overall.READY : Overall.DEGRADED);
    }
    write();
  }

  synchronized void overall(Overall next, Optional<String> why) {
    message = why;
    become(next == Overall.READY && !allReady() ? Overall.DEGRADED : next);
    write();
  }

  /** Something the user should see to, while all runs. */
  synchronized void warning(Optional<String> text) {
    if (!warning.equals(text)) {
      warning = text;
      write();
    }
  }

  private boolean allReady() {
    return programs.values().stream()
        .allMatch(program -> program.state() == ProgramStatus.State.READY);
  }

  private void become(Overall next) {
    if (next != overall) {
      overall = next;
      since = clock.instant();
    }
  }

  private void write() {
    try {
      PrivateFile.write(file, json());
    } catch (IOException e) {
      problem.accept("the state cannot be written: " + e.getMessage());
    }
  }

  /** The state as it is written. */
  synchronized String json() throws JsonProcessingException {
    var json = new ObjectMapper();
    var state = json.createObjectNode();
    state.put("state", overall.text());
    state.put("mode", mode);
    state.put("pid", ProcessHandle.current().pid());
    state.put("ports", portBase);
    state.put("since", since.toString());
    message.ifPresent(text -> state.put("message", text));
    warning.ifPresent(text -> state.put("warning", text));
    var all = state.putArray("processes");
    programs.values().forEach(program -> put(all.addObject(), program));
    return json.writerWithDefaultPrettyPrinter().writeValueAsString(state) + "\n";
  }

  private static void put(ObjectNode node, ProgramStatus program) {
    node.put("name", program.name());
    node.put("state", program.state().text());
    program.pid().ifPresentOrElse(pid -> node.put("pid", pid), () -> node.putNull("pid"));
    node.put("port", program.port());
    node.put("url", program.url());
    node.put("restarts", program.restarts());
    node.put("since", program.since().toString());
    node.put("lastError", program.lastError().orElse(null));
  }

  /** What was last written in a directory, if anything. */
  static Optional<ObjectNode> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    return Optional.of((ObjectNode) new ObjectMapper().readTree(Files.readString(file)));
  }
}
