package io.rapport.launcher.suite;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.rapport.launcher.console.Console;
import io.rapport.launcher.console.Failure;
import io.rapport.launcher.console.RotatingLog;
import io.rapport.launcher.identity.KeycloakServer;
import io.rapport.launcher.identity.KeycloakSoftware;
import io.rapport.launcher.installation.Directories;
import io.rapport.launcher.installation.DiskSpace;
import io.rapport.launcher.installation.Installation;
import io.rapport.launcher.installation.Secrets;
import io.rapport.launcher.postgres.PostgresServer;
import io.rapport.launcher.postgres.PostgresSoftware;
import io.rapport.launcher.process.BackOff;
import io.rapport.launcher.process.PidFiles;
import io.rapport.launcher.process.Program;
import io.rapport.launcher.process.ProgramStatus;
import io.rapport.launcher.process.SupervisedProgram;
import io.rapport.launcher.process.Watchdog;
import io.rapport.schema.Migrator;
import io.rapport.schema.ServiceRole;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/**
 * Everything on one machine: starts it in the order it needs, keeps it running, stops it in
 * reverse. {@link #start} is called once; {@link #stop} may be called by any thread at any time,
 * also while starting.
 */
public final class Suite {

  private static final long LOG_BYTES = 10_000_000;

  /** The JVM writes its cache as it ends: some seconds, more on a busy machine. */
  private static final Duration RECORDING = Duration.ofMinutes(2);

  private static final Duration LEFTOVER_STOP = Duration.ofSeconds(10);

  private final StartOptions options;
  private final Installation installation;
  private final Map<String, String> environment;
  private final Secrets secrets;
  private final DiskSpace diskSpace;
  private final Console console;
  private final Clock clock;
  private final SuiteState state;
  private final PidFiles pidFiles;
  private final List<SupervisedProgram> running = new CopyOnWriteArrayList<>();
  private final StopOrder stopOrder;
  private final Semaphore recorders = new Semaphore(Runtime.getRuntime().availableProcessors());
  private final boolean showOutput;

  /** Held so that its pipe stays open: it ends when this process does. */
  private Optional<Watchdog> watchdog = Optional.empty();

  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile boolean stopping;

  /**
   * @param environment with the user's credentials and tuning
   * @param showOutput whether what the processes print is shown, besides being logged
   */
  public Suite(
      StartOptions options,
      Map<String, String> environment,
      Secrets secrets,
      DiskSpace diskSpace,
      Console console,
      Clock clock,
      boolean showOutput) {
    this.options = requireNonNull(options, "options is null");
    this.installation = options.installation();
    this.environment = Map.copyOf(environment);
    this.secrets = requireNonNull(secrets, "secrets is null");
    this.diskSpace = requireNonNull(diskSpace, "diskSpace is null");
    this.console = requireNonNull(console, "console is null");
    this.clock = requireNonNull(clock, "clock is null");
    this.showOutput = showOutput;
    this.pidFiles = new PidFiles(installation.run());
    this.state =
        new SuiteState(
            installation.stateFile(), options, clock, text -> console.problem("state", text));
    this.stopOrder = new StopOrder(console);
  }

  /**
   * Starts everything and returns when it is ready.
   *
   * @throws Failure with the reason, after which {@link #stop} must be called
   */
  public void start() throws IOException, InterruptedException, SQLException {
    state.overall(SuiteState.Overall.STARTING, Optional.empty());
    diskSpace.require(installation.directory());
    // First of all, so that a missing credential is said before anything runs.
    var whatsApp =
        options.demo().isPresent()
            ? WhatsAppAccess.simulated(secrets, options.ports())
            : WhatsAppAccess.real(environment);
    var services = new Services(options, secrets, whatsApp, environment);
    var own = services.all();
    var simulator = options.demo().isPresent() ? services.simulator(options.demo().get()) : null;
    int leftovers = pidFiles.stopLeftovers(LEFTOVER_STOP);
    if (leftovers > 0) {
      console.say("  stopped %d processes an earlier start left behind".formatted(leftovers));
    }
    requireFreePorts(own);
    watchdog = Optional.of(Watchdog.start(installation.run()));
    watchDisk();
    try (var steps = new Steps()) {
      startAll(steps, own, Optional.ofNullable(simulator));
    }
    if (simulator != null) {
      new DemoStart(options, secrets, console, clock).awaitTraffic(simulator.url());
    }
    state.overall(SuiteState.Overall.READY, Optional.empty());
  }

  /** The identity provider is what takes longest, so everything else goes on beside it. */
  private void startAll(Steps steps, List<ServiceProgram> own, Optional<ServiceProgram> simulator)
      throws IOException, InterruptedException, SQLException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java");
    var keycloakSoftware =
        KeycloakSoftware.find(options.checkout().resolve("deploy/local/target/keycloak"), java);
    var prepared = steps.begin(() -> prepare(keycloakSoftware));
    var postgres = startPostgres();
    var keycloak =
        steps.begin(
            () -> {
              Steps.await(prepared);
              startKeycloak(keycloakSoftware);
            });
    migrate(postgres);
    var services =
        own.stream()
            .map(
                program ->
                    steps.begin(
                        () -> {
                          record(program);
                          startProgram(program);
                        }))
            .toList();
    if (simulator.isPresent()) {
      record(simulator.get());
      services.forEach(Steps::await); // it would only try in vain
      startProgram(simulator.get());
    }
    services.forEach(Steps::await);
    Steps.await(keycloak);
  }

  /**
   * The table at the end: URLs, demo users, KPIs. For the user's eyes only, as it shows passwords.
   */
  public static String summary(StartOptions options, Secrets secrets, Console console, Clock clock)
      throws InterruptedException {
    var kpis =
        options.demo().isPresent()
            ? new DemoStart(options, secrets, console, clock).all()
            : List.<JsonNode>of();
    return new Summary(options.ports(), secrets).text(options.demo().isPresent(), kpis);
  }

  private void requireFreePorts(List<ServiceProgram> own) {
    var wanted = new LinkedHashMap<String, Integer>();
    own.forEach(program -> wanted.put(program.name(), program.port()));
    wanted.put("keycloak", options.ports().keycloak());
    if (options.demo().isPresent()) {
      wanted.put("simulator", options.ports().simulator());
    }
    wanted.put("postgres", options.ports().postgres());
    options.ports().requireFree(wanted);
  }

  private void prepare(KeycloakSoftware software) throws IOException, InterruptedException {
    if (software.isPrepared()) {
      return;
    }
    var began = clock.instant();
    console.waiting("keycloak", "preparing its start, once in a checkout");
    software.prepare();
    console.done("keycloak", Duration.between(began, clock.instant()), "prepared");
  }

  private PostgresServer startPostgres() throws IOException, InterruptedException, SQLException {
    var began = clock.instant();
    console.waiting("postgres", "port " + options.ports().postgres());
    var software = PostgresSoftware.unpack(installation.software());
    var postgres =
        new PostgresServer(
            software,
            installation.postgres(),
            options.ports().postgres(),
            secrets.password("database.password.postgres"));
    postgres.initialise();
    supervise(postgres).awaitReady();
    postgres.requireDurableAndGuarded();
    postgres.ensureDatabase("rapport");
    postgres.ensureDatabaseOfItsOwn(
        KeycloakServer.DATABASE, KeycloakServer.databasePassword(secrets));
    console.done(
        "postgres",
        Duration.between(began, clock.instant()),
        "fsync and synchronous_commit on, every login by password");
    return postgres;
  }

  private void startKeycloak(KeycloakSoftware software) throws IOException, InterruptedException {
    var keycloak = new KeycloakServer(software, installation.keycloak(), options.ports(), secrets);
    startProgram(keycloak);
    try (var http = HttpClient.newHttpClient()) {
      if (keycloak.imported(http)) {
        console.say("  ok    keycloak     what this version needs was added to the older realm");
      }
    }
  }

  private void migrate(PostgresServer postgres) throws SQLException {
    var began = clock.instant();
    console.waiting("schema", "migrations");
    var passwords = new EnumMap<ServiceRole, String>(ServiceRole.class);
    for (var role : ServiceRole.values()) {
      passwords.put(role, secrets.password(Services.databasePassword(role)));
    }
    int applied =
        new Migrator(
                postgres.jdbcUrl("rapport"),
                PostgresServer.ADMINISTRATOR,
                secrets.password("database.password.postgres"),
                passwords,
                clock)
            .migrate();
    console.done(
        "schema",
        Duration.between(began, clock.instant()),
        applied == 0 ? "is current" : applied + " migrations applied");
  }

  /**
   * Unless it was done before, has the JVM record how a service starts, in a run that ends as soon
   * as it is ready. As many do so at a time as there are processors.
   */
  private void record(ServiceProgram program) throws IOException, InterruptedException {
    if (!program.isUnrecorded()) {
      return;
    }
    recorders.acquire();
    var scratch = Files.createTempDirectory(installation.run(), "recording-");
    try {
      var began = clock.instant();
      console.waiting(program.name(), "recording its start, once, to be faster ever after");
      var recorder = supervise(program.recorder(Services.idle(scratch)));
      recorder.awaitReady();
      recorder.stop(RECORDING);
      running.remove(recorder);
      console.done(
          program.name(),
          Duration.between(began, clock.instant()),
          program.isUnrecorded() ? "could not be recorded; it starts slower" : "recorded");
    } finally {
      Directories.delete(scratch);
      recorders.release();
    }
  }

  private void startProgram(Program program) throws IOException, InterruptedException {
    var began = clock.instant();
    console.waiting(program.name(), program.url());
    supervise(program).awaitReady();
    console.done(program.name(), Duration.between(began, clock.instant()), program.url());
  }

  private SupervisedProgram supervise(Program program) throws IOException {
    var log = new RotatingLog(installation.log(program.name()), LOG_BYTES);
    var supervised =
        new SupervisedProgram(
            program,
            BackOff.DEFAULT,
            pidFiles,
            clock,
            line -> {
              log.append(line);
              if (showOutput) {
                console.output(program.name(), line);
              }
            },
            this::changed);
    synchronized (running) {
      if (stopping) {
        throw new Failure("stopped while starting");
      }
      running.add(supervised);
    }
    supervised.start();
    return supervised;
  }

  private void changed(ProgramStatus status) {
    state.program(status);
    switch (status.state()) {
      case RESTARTING -> {
        if (status.pid().isEmpty()) {
          console.problem(
              status.name(), status.lastError().orElse("ended") + "; it is started again");
        }
      }
      case READY -> {
        if (status.restarts() > 0) {
          console.say("  ok    %-12s runs again".formatted(status.name()));
        }
      }
      case STARTING, STOPPED, FAILED -> {}
    }
  }

  private void watchDisk() {
    Thread.ofVirtual()
        .name("disk-watch")
        .start(new DiskWatch(diskSpace, installation, state, console, () -> stopping));
  }

  /** Tells everyone why the suite could not start or had to end. */
  public void failed(String reason) {
    state.overall(SuiteState.Overall.FAILED, Optional.of(reason));
  }

  /**
   * Stops everything in order: simulator, services, identity provider, database.
   *
   * @param failed whether the state left behind is that of a failure
   */
  public void stop(boolean failed) {
    boolean first;
    synchronized (running) {
      first = !stopping;
      stopping = true;
    }
    if (!first) {
      awaitStopped();
      return;
    }
    if (!failed) {
      state.overall(SuiteState.Overall.STOPPING, Optional.empty());
    }
    stopOrder.stop(List.copyOf(running));
    if (!failed) {
      state.overall(SuiteState.Overall.STOPPED, Optional.empty());
    }
    stopped.countDown();
  }

  /** Another thread is stopping everything already. */
  private void awaitStopped() {
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
