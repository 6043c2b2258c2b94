package io.rapport.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The whole suite for the tests of a class. All classes share one installation, which is started
 * before the first test, started again where a class wants it another way, and stopped after the
 * last test, whatever became of them. So each class keeps to accounts of its own.
 */
final class Suite implements BeforeAllCallback {
  static final String APP_SECRET = "e2e_app_secret";
  static final String OLD_APP_SECRET = "e2e_old_secret";
  static final String VERIFY_TOKEN = "e2e_verify_token";

  /** Stands among the names of processes for the one that starts them all. */
  static final String LAUNCHER = "launcher";

  private static final Duration TOKEN_USE = Duration.ofSeconds(30);

  private record Token(String text, Instant obtainedAt) {}

  private final List<String> command;
  private final Map<String, Token> tokens = new ConcurrentHashMap<>();
  private final Set<Long> killed = ConcurrentHashMap.newKeySet();
  private Installation installation;

  private Suite(String... command) {
    this.command = List.of(command);
  }

  /** Everything but the simulator; whoever knows {@link #APP_SECRET} can send webhooks. */
  static Suite up() {
    return new Suite("up");
  }

  /** With the simulator, which fills so many past days; then nothing new begins by itself. */
  static Suite demo(int days) {
    return new Suite("demo", "--days", Integer.toString(days), "--live", "0");
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    // What lies in the root store is closed when all tests are done.
    installation =
        context
            .getRoot()
            .getStore(ExtensionContext.Namespace.create(Suite.class))
            .computeIfAbsent(
                Installation.class,
                _ ->
                    new Installation(
                        Map.of(
                            "RAPPORT_WHATSAPP_APP_SECRETS",
                            OLD_APP_SECRET + "," + APP_SECRET,
                            "RAPPORT_WHATSAPP_VERIFY_TOKEN",
                            VERIFY_TOKEN)),
                Installation.class);
    installation.run(command);
  }

  URI ingest() {
    return url(1);
  }

  URI metrics() {
    return url(2);
  }

  URI simulator() {
    return url(6);
  }

  private URI url(int offset) {
    return URI.create("http://127.0.0.1:" + installation.port(offset));
  }

  /** What the simulator writes down. */
  Path truth() {
    return installation.data().resolve("simulator").resolve("truth.jsonl");
  }

  /** Computes all KPIs again and returns when that is done. */
  void rebuild() {
    installation.rapport("rebuild");
  }

  /**
   * Runs a command and returns what it printed.
   *
   * @throws IllegalStateException if it fails
   */
  String rapport(String... arguments) {
    return installation.rapport(arguments);
  }

  /** An access token of the demo user with this role. */
  String token(String role) {
    return tokens
        .compute(
            role,
            (name, known) ->
                known != null && Instant.now().isBefore(known.obtainedAt().plus(TOKEN_USE))
                    ? known
                    : new Token(freshToken(name), Instant.now()))
        .text();
  }

  private String freshToken(String role) {
    // The identity provider keeps its people in the database; after a kill it needs a moment.
    return await()
        .atMost(Duration.ofSeconds(30))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofSeconds(1))
        .ignoreExceptions()
        .until(() -> installation.rapport("token", role).strip(), token -> !token.isEmpty());
  }

  /** The process id of a service, the identity provider, the database or the launcher itself. */
  long pid(String process) {
    return process.equals(LAUNCHER)
        ? installation.launcher()
        : installation.process(process).get("pid").asLong();
  }

  /** The database, as its owner. */
  Connection database() throws SQLException, IOException {
    var secrets = new Properties();
    try (var file = Files.newBufferedReader(installation.data().resolve("secrets.properties"))) {
      secrets.load(file);
    }
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + installation.port(7) + "/rapport",
        "postgres",
        secrets.getProperty("database.password.postgres"));
  }

  /** Tells a process to stop, as {@code kill} does. */
  void terminate(String process) {
    long pid = pid(process);
    if (!ProcessHandle.of(pid).orElseThrow().destroy()) {
      throw new IllegalStateException("could not stop " + pid);
    }
    killed.add(pid);
  }

  /** Ends a process as {@code kill -9} does. */
  void kill(long pid) {
    if (!ProcessHandle.of(pid).orElseThrow().destroyForcibly()) {
      throw new IllegalStateException("could not kill " + pid);
    }
    killed.add(pid);
  }

  /**
   * Waits until the launcher has another one of a killed process ready; a killed launcher is
   * started again, as its user would.
   */
  void recover(String process) {
    if (process.equals(LAUNCHER)) {
      installation.runAgain();
      return;
    }
    await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(500))
        .until(() -> ready(process));
  }

  private boolean ready(String name) {
    var process = installation.process(name);
    return process.path("state").asText().equals("ready")
        && process.hasNonNull("pid")
        && !killed.contains(process.get("pid").asLong());
  }
}
