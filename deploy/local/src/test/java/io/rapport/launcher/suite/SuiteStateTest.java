package io.rapport.launcher.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.launcher.installation.Installation;
import io.rapport.launcher.installation.InstallationLock;
import io.rapport.launcher.installation.Ports;
import io.rapport.launcher.process.ProgramStatus;
import io.rapport.launcher.process.ProgramStatus.State;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuiteStateTest {

  private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  @TempDir Path directory;
  private final List<String> problems = new ArrayList<>();
  private Installation installation;
  private SuiteState state;

  @BeforeEach
  void make() {
    installation = new Installation(directory);
    installation.create();
    var options = new StartOptions(installation, directory, new Ports(8080), Optional.empty());
    state = new SuiteState(installation.stateFile(), options, CLOCK, problems::add);
  }

  private static ProgramStatus ingest(State state, long pid, int restarts) {
    var error = restarts == 0 ? Optional.<String>empty() : Optional.of("ended with exit code 137");
    return new ProgramStatus(
        "ingest", state, OptionalLong.of(pid), 8081, "http://localhost:8081", restarts, NOW, error);
  }

  private String overall() throws Exception {
    return new StatusReport(installation, CLOCK).state().path("state").asText();
  }

  @Test
  void nothingEverStartedIsStopped() throws Exception {
    var report = new StatusReport(new Installation(directory.resolve("none")), CLOCK);
    assertThat(report.state().path("state").asText()).isEqualTo("stopped");
    assertThat(report.text()).endsWith("stopped");
  }

  @Test
  void aCrashAfterTheStartMakesItDegradedUntilItRunsAgain() throws Exception {
    long self = ProcessHandle.current().pid();
    try (var lock = InstallationLock.acquire(installation)) {
      assertThat(lock).isNotNull();
      state.program(ingest(State.READY, self, 0));
      assertThat(SuiteState.read(installation.stateFile()).orElseThrow().path("state").asText())
          .isEqualTo("starting");
      state.overall(SuiteState.Overall.READY, Optional.empty());
      state.program(ingest(State.RESTARTING, self, 1));
      var written = SuiteState.read(installation.stateFile()).orElseThrow();
      assertThat(written.path("state").asText()).isEqualTo("degraded");
      assertThat(written.at("/processes/0/lastError").asText())
          .isEqualTo("ended with exit code 137");
      assertThat(written.at("/processes/0/restarts").asInt()).isEqualTo(1);
      state.program(ingest(State.READY, self, 1));
    }
    assertThat(SuiteState.read(installation.stateFile()).orElseThrow().path("state").asText())
        .isEqualTo("ready");
    assertThat(problems).isEmpty();
  }

  @Test
  void aKilledLauncherIsSeenWhateverTheFileSays() throws Exception {
    var gone = new ProcessBuilder("true").start();
    gone.waitFor();
    state.program(ingest(State.READY, gone.pid(), 0));
    state.overall(SuiteState.Overall.READY, Optional.empty());
    assertThat(overall()).isEqualTo("stopped");
    var process = new StatusReport(installation, CLOCK).state().at("/processes/0");
    assertThat(process.path("state").asText()).isEqualTo("stopped");
    assertThat(process.path("pid").isNull()).isTrue();
  }

  @Test
  void whyItCouldNotStartIsKept() throws Exception {
    state.overall(SuiteState.Overall.FAILED, Optional.of("port 8081 is taken"));
    assertThat(overall()).isEqualTo("failed");
    assertThat(new StatusReport(installation, CLOCK).text()).contains("port 8081 is taken");
  }
}
