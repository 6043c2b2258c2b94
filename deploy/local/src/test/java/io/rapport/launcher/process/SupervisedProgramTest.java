package io.rapport.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rapport.launcher.console.Failure;
import io.rapport.launcher.process.ProgramStatus.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisedProgramTest {

  private static final BackOff SHORT =
      new BackOff(Duration.ofMillis(50), Duration.ofMillis(200), Duration.ofMinutes(1));
  private static final String READY_AND_WAIT = "touch $READY; exec sleep 600";

  @TempDir Path directory;
  private final List<String> output = new CopyOnWriteArrayList<>();
  private final List<State> states = new CopyOnWriteArrayList<>();
  private SupervisedProgram supervised;

  @AfterEach
  void stop() throws InterruptedException {
    supervised.stop(Duration.ofSeconds(2));
  }

  private SupervisedProgram start(String script) {
    supervised =
        new SupervisedProgram(
            ShellProgram.of("test", directory, script),
            SHORT,
            new PidFiles(directory),
            Clock.systemUTC(),
            output::add,
            status -> states.add(status.state()));
    supervised.start();
    return supervised;
  }

  @Test
  void isReadyWhenItsProbeSaysSo() throws InterruptedException {
    start("echo hello; " + READY_AND_WAIT).awaitReady();
    assertThat(supervised.status().state()).isEqualTo(State.READY);
    assertThat(supervised.status().pid()).isPresent();
    await().untilAsserted(() -> assertThat(output).contains("hello"));
  }

  @Test
  void aKilledProgramIsStartedAgainAndSaysWhy() throws InterruptedException {
    start(READY_AND_WAIT).awaitReady();
    long first = supervised.status().pid().orElseThrow();
    Processes.signal("KILL", first);
    await()
        .untilAsserted(
            () -> {
              var status = supervised.status();
              assertThat(status.state()).isEqualTo(State.READY);
              assertThat(status.restarts()).isEqualTo(1);
              assertThat(status.pid().orElseThrow()).isNotEqualTo(first);
              assertThat(status.lastError())
                  .hasValueSatisfying(why -> assertThat(why).contains("137"));
            });
    assertThat(states).contains(State.RESTARTING);
  }

  @Test
  void aProgramThatNeverGetsReadyIsGivenUpWithItsLastWords() {
    start("echo no database; exit 3");
    assertThatThrownBy(() -> supervised.awaitReady())
        .isInstanceOf(Failure.class)
        .hasMessageContaining("test does not start")
        .hasMessageContaining("exit code 3")
        .hasMessageContaining("no database");
    assertThat(supervised.status().state()).isEqualTo(State.FAILED);
    assertThat(output).hasSize(3);
  }

  @Test
  void stoppingEndsItAndLeavesNoPidFile() throws InterruptedException {
    start(READY_AND_WAIT).awaitReady();
    long pid = supervised.status().pid().orElseThrow();
    assertThat(directory.resolve("test.pid")).exists();
    supervised.stop(Duration.ofSeconds(5));
    assertThat(supervised.status().state()).isEqualTo(State.STOPPED);
    assertThat(Processes.isAlive(pid)).isFalse();
    assertThat(directory.resolve("test.pid")).doesNotExist();
  }

  @Test
  void aStubbornProgramIsKilledWithWhatItStarted() throws Exception {
    start("trap '' TERM; sleep 600 & echo $! > child; touch $READY; while :; do sleep 1; done")
        .awaitReady();
    long pid = supervised.status().pid().orElseThrow();
    long child = Long.parseLong(Files.readString(directory.resolve("child")).strip());
    supervised.stop(Duration.ofMillis(300));
    assertThat(Processes.isAlive(pid)).isFalse();
    await().untilAsserted(() -> assertThat(Processes.isAlive(child)).isFalse());
  }

  @Test
  void stoppedWhileItWaitsForItsNextStartItStaysDown() throws InterruptedException {
    supervised =
        new SupervisedProgram(
            ShellProgram.of("test", directory, READY_AND_WAIT),
            new BackOff(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1)),
            new PidFiles(directory),
            Clock.systemUTC(),
            output::add,
            status -> states.add(status.state()));
    supervised.start();
    supervised.awaitReady();
    Processes.signal("KILL", supervised.status().pid().orElseThrow());
    await().until(() -> supervised.status().state() == State.RESTARTING);
    supervised.stop(Duration.ofSeconds(5));
    assertThat(supervised.status().state()).isEqualTo(State.STOPPED);
  }

  @Test
  void aSecretOfTheLauncherIsNotPassedOn() throws InterruptedException {
    start("env; " + READY_AND_WAIT).awaitReady();
    await().untilAsserted(() -> assertThat(output).anyMatch(line -> line.startsWith("READY=")));
    assertThat(output)
        .filteredOn(line -> line.contains("="))
        .allMatch(
            line ->
                line.matches(
                    "(PATH|HOME|USER|LOGNAME|LANG|LC_ALL|TZ|TMPDIR|READY|PWD|OLDPWD|SHLVL|_)=.*"));
  }
}
