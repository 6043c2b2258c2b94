package io.rapport.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * A data directory and ports of the tests' own, and the launcher's commands on them: what a user
 * has who types {@code ./rapport} with {@code --data} and {@code --ports}.
 */
final class Installation implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(5);
  private static final Duration COMMAND_LIMIT = Duration.ofMinutes(2);
  private static final int PORTS = 8;

  private final Path root = Path.of(System.getProperty("rapport.root"));
  private final ObjectMapper mapper = new ObjectMapper();
  private final Map<String, String> environment;
  private final Path data;
  private final int ports;
  private final Thread lastResort = new Thread(this::down, "down");
  private List<String> running = List.of();

  /**
   * @param environment what the user has set
   */
  Installation(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
    try {
      data = Files.createTempDirectory("rapport-e2e-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ports = freePorts();
    // The suite runs in the background: nothing else would end it if these tests are interrupted.
    Runtime.getRuntime().addShutdownHook(lastResort);
  }

  /** Starts it this way; if it runs another way now, it is stopped before. */
  void run(List<String> command) {
    if (running.equals(command)) {
      return;
    }
    if (!running.isEmpty()) {
      down();
    }
    running = command;
    var arguments = new ArrayList<>(command);
    arguments.addAll(List.of("--background", "--ports", Integer.toString(ports)));
    rapport(START_LIMIT, arguments);
  }

  /** The process id of the launcher. */
  long launcher() {
    return status().get("pid").asLong();
  }

  /** Starts it again the way it ran. */
  void runAgain() {
    var command = running;
    running = List.of();
    run(command);
  }

  int port(int offset) {
    return ports + offset;
  }

  Path data() {
    return data;
  }

  /** What {@code status --json} says about a process. */
  JsonNode process(String name) {
    var status = status();
    for (var process : status.get("processes")) {
      if (process.get("name").asText().equals(name)) {
        return process;
      }
    }
    throw new IllegalStateException("no " + name + " in " + status);
  }

  private JsonNode status() {
    try {
      return mapper.readTree(rapport("status", "--json"));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a command and returns what it printed. */
  String rapport(String... arguments) {
    return rapport(COMMAND_LIMIT, List.of(arguments));
  }

  private void down() {
    rapport("down");
    running = List.of();
  }

  /**
   * @throws IllegalStateException if it fails or takes longer, with what it printed
   */
  private String rapport(Duration limit, List<String> arguments) {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Drapport.root=" + root,
                "-jar",
                root.resolve("deploy/local/target/launcher.jar").toString()));
    command.addAll(arguments);
    command.addAll(List.of("--data", data.toString()));
    try {
      var outputs = Files.createTempDirectory("rapport-e2e-output-");
      try {
        var output = outputs.resolve("output");
        var errors = outputs.resolve("errors");
        var builder = new ProcessBuilder(command).directory(root.toFile());
        builder.environment().putAll(environment);
        var process =
            builder.redirectOutput(output.toFile()).redirectError(errors.toFile()).start();
        boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        if (!ended) {
          process.destroy();
        }
        if (!ended || process.exitValue() != 0) {
          throw new IllegalStateException(
              "%s %s:%n%s%n%s"
                  .formatted(
                      String.join(" ", arguments),
                      ended ? "ended with " + process.exitValue() : "took too long",
                      Files.readString(output, UTF_8),
                      Files.readString(errors, UTF_8)));
        }
        return Files.readString(output, UTF_8);
      } finally {
        delete(outputs);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Stops it, keeps its logs and throws the rest away. */
  @Override
  public void close() {
    down();
    Runtime.getRuntime().removeShutdownHook(lastResort);
    try {
      var kept = root.resolve("e2e/target/suite-logs");
      if (Files.exists(kept)) {
        delete(kept);
      }
      Files.createDirectories(kept);
      try (var logs = Files.list(data.resolve("logs"))) {
        for (var log : logs.toList()) {
          Files.copy(log, kept.resolve(log.getFileName()));
        }
      }
      delete(data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
    for (int port = base; port < base + PORTS; port++) {
      try (var socket = new ServerSocket()) {
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
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
