package io.rapport.launcher.suite;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.launcher.console.Console;
import io.rapport.launcher.installation.Installation;
import io.rapport.launcher.installation.InstallationLock;
import io.rapport.launcher.process.Processes;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * What {@code status} shows: the launcher's last word, corrected by what lives. In JSON: {@code
 * state} (starting, ready, degraded, stopping, stopped or failed), {@code processes} with {@code
 * name}, {@code state} (starting, ready, restarting, stopped, failed), {@code pid}, {@code port},
 * {@code url}, {@code restarts}, {@code since}, {@code lastError}.
 */
public final class StatusReport {

  private final Installation installation;
  private final Clock clock;

  public StatusReport(Installation installation, Clock clock) {
    this.installation = requireNonNull(installation, "installation is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  /** The state as JSON. */
  public ObjectNode state() throws IOException {
    var running = InstallationLock.holder(installation).isPresent();
    var state =
        SuiteState.read(installation.stateFile())
            .orElseGet(
                () -> {
                  var none = new ObjectMapper().createObjectNode();
                  none.put("state", SuiteState.Overall.STOPPED.text());
                  none.putArray("processes");
                  return none;
                });
    if (!running) {
      if (!state.path("state").asText().equals(SuiteState.Overall.FAILED.text())) {
        state.put("state", SuiteState.Overall.STOPPED.text());
      }
      state.remove("pid");
    }
    state.path("processes").forEach(process -> correct((ObjectNode) process, running));
    return state;
  }

  private static void correct(ObjectNode process, boolean running) {
    boolean alive =
        process.path("pid").isNumber() && Processes.isAlive(process.path("pid").asLong());
    if (alive) {
      return;
    }
    process.putNull("pid");
    var state = process.path("state").asText();
    if (!running) {
      process.put("state", "stopped");
    } else if (state.equals("ready")) {
      process.put("state", "restarting"); // it has just died; the launcher is about to notice
    }
  }

  public String json() throws IOException {
    return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(state());
  }

  /** The same for people. */
  public String text() throws IOException {
    var state = state();
    var text = new StringBuilder();
    text.append(
        "Rapport in %s: %s".formatted(installation.directory(), state.path("state").asText()));
    if (state.has("mode")) {
      text.append(" (%s)".formatted(state.path("mode").asText()));
    }
    text.append('\n');
    for (var note : new String[] {"message", "warning"}) {
      if (state.has(note)) {
        text.append(state.path(note).asText().indent(2));
      }
    }
    if (!state.path("processes").isEmpty()) {
      text.append(
          "%n  %-10s %-11s %8s %6s %9s  %-8s %s%n"
              .formatted("process", "state", "pid", "port", "restarts", "for", "url"));
    }
    for (var process : state.path("processes")) {
      text.append(
          "  %-10s %-11s %8s %6s %9s  %-8s %s%n"
              .formatted(
                  process.path("name").asText(),
                  process.path("state").asText(),
                  process.path("pid").isNumber() ? process.path("pid").asText() : "-",
                  process.path("port").asText(),
                  process.path("restarts").asText(),
                  age(process),
                  process.path("url").asText()));
      if (process.path("lastError").isTextual()) {
        text.append("    last error: %s%n".formatted(process.path("lastError").asText()));
      }
    }
    return text.toString().stripTrailing();
  }

  private String age(JsonNode process) {
    var age = Duration.between(Instant.parse(process.path("since").asText()), clock.instant());
    if (age.toHours() >= 1) {
      return age.toHours() + " h";
    }
    return age.toMinutes() >= 1 ? age.toMinutes() + " min" : Console.seconds(age);
  }
}
