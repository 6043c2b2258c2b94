package io.rapport.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The whole suite on free ports with data of its own, started by the launcher before the first test
 * class that needs it and stopped after the last test of all, whatever became of them. Test classes
 * that share one keep to accounts of their own.
 */
final class Suite implements BeforeAllCallback, AutoCloseable {
  static final String APP_SECRET = "e2e_app_secret";
  static final String OLD_APP_SECRET = "e2e_old_secret";
  static final String VERIFY_TOKEN = "e2e_verify_token";

  private static final Duration START_LIMIT = Duration.ofMinutes(4);
  private static final Duration STOP_LIMIT = Duration.ofMinutes(2);
  private static final Duration TOKEN_USE = Duration.ofSeconds(30);

  private static final Suite UP = new Suite("up");

  private record Token(String text, Instant obtainedAt) {}

  private final Path root = Path.of(System.getProperty("rapport.root"));
  private final ObjectMapper mapper = new ObjectMapper();
  private final Map<String, Token> tokens = new ConcurrentHashMap<>();
  private final Set<Long> killed = ConcurrentHashMap.newKeySet();
  private final List<String> start;
  private Path data;
  private int ports;

  private Suite(String... start) {
    this.start = List.of(start);
  }

  /**
   * Everything but the simulator, shared by all classes that ask for it; whoever knows {@link
   * #APP_SECRET} can send webhooks.
   */
  static Suite up() {
    return UP;
  }

  /** With the simulator, which fills so many past days; then nothing new begins by itself. */
  static Suite demo(int days) {
    return new Suite("demo", "--days", Integer.toString(days), "--live", "0");
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    // What lies in the root store is closed when all tests are done.
    context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(Suite.class))
        .computeIfAbsent(start, _ -> started());
  }

  private Suite started() {
    try {
      data = Files.createTempDirectory("rapport-e2e-");
      ports = freePorts();
      var arguments = new ArrayList<>(start);
      arguments.addAll(
          List.of("--background", "--ports", Integer.toString(ports), "--data", data()));
      rapport(START_LIMIT, arguments.toArray(String[]::new));
      return this;
    } catch (IOException e) {
      throw abandoned(new UncheckedIOException(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw abandoned(new IllegalStateException(e));
    }
  }

  private RuntimeException abandoned(RuntimeException failure) {
    try {
      close();
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }

  @Override
  public void close() {
    try {
      rapport(STOP_LIMIT, "down", "--data", data());
      delete(data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  URI ingest() {
    return URI.create("http://127.0.0.1:" + (ports + 1));
  }

  URI metrics() {
    return URI.create("http://127.0.0.1:" + (ports + 2));
  }

  URI simulator() {
    return URI.create("http://127.0.0.1:" + (ports + 6));
  }

  /** What the simulator writes down. */
  Path truth() {
    return data.resolve("simulator").resolve("truth.jsonl");
  }

  /** Computes all KPIs again and returns when that is done. */
  void rebuild() throws IOException, InterruptedException {
    rapport(Duration.ofMinutes(2), "rebuild", "--data", data());
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

  /** The process id of a service, the identity provider or the database. */
  long pid(String program) {
    return program(program).get("pid").asLong();
  }

  /** Ends a program as {@code kill -9} does. */
  void kill(String program) {
    long pid = pid(program);
    if (!ProcessHandle.of(pid).orElseThrow().destroyForcibly()) {
      throw new IllegalStateException("could not kill " + program);
    }
    killed.add(pid);
  }

  /** Waits until the launcher has another one of a killed program ready. */
  void awaitReady(String program) {
    await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(500))
        .until(() -> ready(program));
  }

  private boolean ready(String program) {
    var status = program(program);
    return status.path("state").asText().equals("ready")
        && status.hasNonNull("pid")
        && !killed.contains(status.get("pid").asLong());
  }

  private JsonNode program(String name) {
    try {
      var status =
          mapper.readTree(rapport(Duration.ofSeconds(30), "status", "--json", "--data", data()));
      for (var program : status.get("processes")) {
        if (program.get("name").asText().equals(name)) {
          return program;
        }
      }
      throw new IllegalStateException("no " + name + " in " + status);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private String freshToken(String role) {
    // The identity provider keeps its people in the database; after a kill it needs a moment.
    return await()
        .atMost(Duration.ofSeconds(30))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofSeconds(1))
        .ignoreExceptions()
        .until(
            () -> rapport(Duration.ofSeconds(30), "token", role, "--data", data()).strip(),
            token -> !token.isEmpty());
  }

  /**
   * Runs a command of the launcher and returns what it printed.
   *
   * @throws IOException if it fails or takes longer, with what it printed
   */
  private String rapport(Duration limit, String... arguments)
      throws IOException, InterruptedException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Drapport.root=" + root,
                "-jar",
                root.resolve("deploy/local/target/launcher.jar").toString()));
    command.addAll(List.of(arguments));
    var output = Files.createTempFile("rapport-e2e-", ".out");
    try {
      var builder = new ProcessBuilder(command).directory(root.toFile());
      builder.environment().put("RAPPORT_WHATSAPP_APP_SECRETS", OLD_APP_SECRET + "," + APP_SECRET);
      builder.environment().put("RAPPORT_WHATSAPP_VERIFY_TOKEN", VERIFY_TOKEN);
      builder.redirectOutput(output.toFile());
      var errors = Files.createTempFile("rapport-e2e-", ".err");
      builder.redirectError(errors.toFile());
      var process = builder.start();
      boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) {
        process.destroy();
      }
      if (!ended || process.exitValue() != 0) {
        throw new IOException(
            "%s %s:%n%s%n%s"
                .formatted(
                    String.join(" ", arguments),
                    ended ? "ended with " + process.exitValue() : "took too long",
                    Files.readString(output, UTF_8),
                    Files.readString(errors, UTF_8)));
      }
      Files.delete(errors);
      return Files.readString(output, UTF_8);
    } finally {
      Files.delete(output);
    }
  }

  private String data() {
    return data.toString();
  }

  /** The first of eight consecutive ports that nobody listens on. */
  private static int freePorts() {
    for (int attempt = 0; attempt < 100; attempt++) {
      int base = 18_400 + 10 * ThreadLocalRandom.current().nextInt(500);
      if (free(base)) {
        return base;
      }
    }
    throw new IllegalStateException("no eight free ports in a row");
  }

  private static boolean free(int base) {
    for (int port = base; port < base + 8; port++) {
      try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        socket.setReuseAddress(true);
      } catch (IOException _) {
        return false;
      }
    }
    return true;
  }

  private static void delete(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
