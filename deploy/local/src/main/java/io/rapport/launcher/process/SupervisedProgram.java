package io.rapport.launcher.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.rapport.launcher.console.Failure;
import io.rapport.launcher.process.ProgramStatus.State;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * Runs a program, starts it again with growing delays when it ends unasked, and stops it.
 *
 * <p>One thread of its own runs the program; {@link #start}, {@link #stop}, {@link #awaitReady} and
 * {@link #status} may be called from any. A program that ends {@value #ATTEMPTS} times before it
 * was ever ready is given up as failed; one that was ready once never is.
 */
public final class SupervisedProgram {

  private static final int ATTEMPTS = 3;
  private static final int REMEMBERED_LINES = 12;
  private static final Duration KILLED = Duration.ofSeconds(5);

  /** As a shell counts them: 128 and the signal KILL. */
  private static final int KILLED_CODE = 128 + 9;

  private static final int LAST_LINE_LENGTH = 200;
  private static final long READY_POLL_MILLIS = 100;

  /** What a program gets of the launcher's environment: nothing that could be a secret. */
  private static final Set<String> INHERITED =
      Set.of("PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "TZ", "TMPDIR");

  private final Program program;
  private final BackOff backOff;
  private final PidFiles pidFiles;
  private final Clock clock;
  private final Consumer<String> output;
  private final Consumer<ProgramStatus> changed;

  private final CountDownLatch stopRequested = new CountDownLatch(1);
  private final CountDownLatch settled = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Deque<String> lastLines = new ArrayDeque<>();
  private volatile ProgramStatus status;
  private volatile boolean everReady;
  private volatile boolean started;
  private Process process;

  /**
   * @param output takes each line the program prints
   * @param changed is told each change of state, on the program's thread
   */
  public SupervisedProgram(
      Program program,
      BackOff backOff,
      PidFiles pidFiles,
      Clock clock,
      Consumer<String> output,
      Consumer<ProgramStatus> changed) {
    this.program = requireNonNull(program, "program is null");
    this.backOff = requireNonNull(backOff, "backOff is null");
    this.pidFiles = requireNonNull(pidFiles, "pidFiles is null");
    this.clock = requireNonNull(clock, "clock is null");
    this.output = requireNonNull(output, "output is null");
    this.changed = requireNonNull(changed, "changed is null");
    this.status =
        new ProgramStatus(
            program.name(),
            State.STOPPED,
            OptionalLong.empty(),
            program.port(),
            program.url(),
            0,
            clock.instant(),
            Optional.empty());
  }

  public ProgramStatus status() {
    return status;
  }

  public Program program() {
    return program;
  }

  /** Starts it; returns at once. */
  public void start() {
    started = true;
    Thread.ofVirtual().name("supervise-" + program.name()).start(this::supervise);
  }

  /**
   * Waits until it is ready for the first time.
   *
   * @throws Failure with its last lines, if it was given up, stopped, or takes too long
   */
  public void awaitReady() throws InterruptedException {
    var limit = program.readyWithin();
    boolean inTime = settled.await(limit.toMillis(), MILLISECONDS);
    if (everReady) {
      return;
    }
    throw new Failure(
        "%s %s%n%s"
            .formatted(
                program.name(),
                inTime
                    ? "does not start: " + status.lastError().orElse("it was stopped")
                    : "is not ready after " + limit.toSeconds() + " s",
                lastLines("    "))
            .stripTrailing());
  }

  /** Asks it to end; returns at once. */
  public void requestStop() {
    stopRequested.countDown();
    running().ifPresent(process -> Processes.signal(program.stopSignal(), process.pid()));
  }

  /** Asks it to end, and kills it with everything it started if it has not within the limit. */
  public void stop(Duration limit) throws InterruptedException {
    requestStop();
    if (!awaitEnd(limit)) {
      kill();
    }
  }

  private boolean awaitEnd(Duration limit) throws InterruptedException {
    return !started || ended.await(limit.toMillis(), MILLISECONDS);
  }

  private void kill() throws InterruptedException {
    running().ifPresent(stubborn -> Processes.signalGroup("KILL", stubborn.pid()));
    awaitEnd(KILLED);
  }

  private synchronized Optional<Process> running() {
    return Optional.ofNullable(process).filter(Process::isAlive);
  }

  private boolean isStopping() {
    return stopRequested.getCount() == 0;
  }

  private void supervise() {
    int failures = 0;
    change(State.STARTING, OptionalLong.empty(), status.restarts(), Optional.empty());
    try {
      while (!isStopping()) {
        var began = clock.instant();
        var error = runOnce();
        if (isStopping()) {
          break;
        }
        failures = backOff.failures(failures, Duration.between(began, clock.instant()));
        if (!everReady && failures >= ATTEMPTS) {
          change(State.FAILED, OptionalLong.empty(), status.restarts(), Optional.of(error));
          return;
        }
        change(State.RESTARTING, OptionalLong.empty(), status.restarts() + 1, Optional.of(error));
        if (stopRequested.await(backOff.delay(failures).toMillis(), MILLISECONDS)) {
          break;
        }
      }
      change(State.STOPPED, OptionalLong.empty(), status.restarts(), status.lastError());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      settled.countDown();
      ended.countDown();
    }
  }

  /** Runs the program until it ends, and says how it did. */
  private String runOnce() throws InterruptedException {
    try {
      program.prepare();
      var running = launch();
      try {
        pidFiles.write(program.name(), running.toHandle());
        var reader = Thread.ofVirtual().start(() -> read(running));
        if (isStopping()) {
          Processes.signal(program.stopSignal(), running.pid());
        }
        var state = everReady ? State.RESTARTING : State.STARTING;
        change(state, OptionalLong.of(running.pid()), status.restarts(), status.lastError());
        awaitReadiness(running);
        int code = running.waitFor();
        reader.join(Duration.ofSeconds(1));
        if (code == KILLED_CODE) {
          return "was killed (exit code " + code + ")";
        }
        program.ended();
        return "ended with exit code " + code + lastLine();
      } finally {
        pidFiles.delete(program.name());
      }
    } catch (IOException | Failure e) {
      return e.getMessage();
    }
  }

  private synchronized Process launch() throws IOException {
    var launch = program.launch();
    var builder = new ProcessBuilder(OwnSession.command(launch.command()));
    builder.directory(launch.directory().toFile());
    builder.redirectErrorStream(true);
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    var environment = builder.environment();
    environment.keySet().retainAll(INHERITED);
    environment.putAll(launch.environment());
    process = builder.start();
    return process;
  }

  private void awaitReadiness(Process running) throws InterruptedException {
    while (running.isAlive() && !isStopping()) {
      if (program.isReady()) {
        everReady = true;
        change(State.READY, OptionalLong.of(running.pid()), status.restarts(), status.lastError());
        settled.countDown();
        return;
      }
      if (running.waitFor(READY_POLL_MILLIS, MILLISECONDS)) {
        return;
      }
    }
  }

  private void read(Process running) {
    try (var lines = new BufferedReader(new InputStreamReader(running.getInputStream(), UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        synchronized (lastLines) {
          lastLines.addLast(line);
          if (lastLines.size() > REMEMBERED_LINES) {
            lastLines.removeFirst();
          }
        }
        output.accept(line);
      }
    } catch (IOException e) {
      output.accept("(its output ended: " + e.getMessage() + ")");
    }
  }

  private String lastLine() {
    synchronized (lastLines) {
      if (lastLines.isEmpty()) {
        return "";
      }
      var line = lastLines.getLast();
      return ": " + line.substring(0, Math.min(line.length(), LAST_LINE_LENGTH));
    }
  }

  private String lastLines(String indent) {
    synchronized (lastLines) {
      var text = new StringBuilder();
      lastLines.forEach(line -> text.append(indent).append(line).append('\n'));
      return text.toString();
    }
  }

  private void change(State state, OptionalLong pid, int restarts, Optional<String> error) {
    status =
        new ProgramStatus(
            program.name(),
            state,
            pid,
            program.port(),
            program.url(),
            restarts,
            clock.instant(),
            error);
    changed.accept(status);
  }
}
