package io.rapport.launcher.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.util.Objects.requireNonNull;

import io.rapport.launcher.console.Failure;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The identity provider as the build unpacked it. Its start-up is prepared once for the database
 * used ({@code build}); then any number of installations run it in place, each with a home of its
 * own.
 */
public final class KeycloakSoftware {

  private static final List<String> JVM =
      List.of(
          "-Xms64m",
          "-Xmx384m",
          "-XX:+UseSerialGC",
          // Halves both the time and the CPU to start; a handful of logins a minute need no more.
          "-XX:TieredStopAtLevel=1",
          "-XX:+ExitOnOutOfMemoryError",
          "--add-opens=java.base/java.util=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
          "--add-opens=java.base/java.security=ALL-UNNAMED",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-Dfile.encoding=UTF-8",
          "-Duser.language=en",
          "-Duser.country=US",
          "-Dpicocli.disable.closures=true",
          "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
          "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
              + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory");

  /** What is fixed when the start-up is prepared; a change of it prepares it again. */
  private static final List<String> BUILD =
      List.of("build", "--db=postgres", "--health-enabled=false", "--metrics-enabled=false");

  private final Path directory;
  private final Path java;

  private KeycloakSoftware(Path directory, Path java) {
    this.directory = directory;
    this.java = java;
  }

  /**
   * @param unpacked the directory that holds the unpacked distribution
   * @throws Failure if there is none
   */
  public static KeycloakSoftware find(Path unpacked, Path java) throws IOException {
    requireNonNull(java, "java is null");
    if (Files.isDirectory(unpacked)) {
      try (var entries = Files.list(unpacked)) {
        var found =
            entries.filter(entry -> Files.exists(entry.resolve("lib/quarkus-run.jar"))).toList();
        if (found.size() == 1) {
          return new KeycloakSoftware(found.getFirst(), java);
        }
      }
    }
    throw new Failure("the identity provider is not in " + unpacked + "; build the launcher again");
  }

  /** Whether its start-up is prepared. */
  public boolean isPrepared() throws IOException {
    return Files.exists(stamp()) && Files.readString(stamp()).equals(String.join(" ", BUILD));
  }

  private Path stamp() {
    return directory.resolve(".prepared");
  }

  /** Prepares the start-up, unless that was done: about half a minute, once in a checkout. */
  public void prepare() throws IOException, InterruptedException {
    try (var channel = FileChannel.open(directory.resolve(".lock"), CREATE, WRITE);
        var lock = channel.lock()) {
      requireNonNull(lock, "lock is null");
      if (isPrepared()) {
        return;
      }
      var process =
          new ProcessBuilder(command(directory, BUILD))
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
              .start();
      var output = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (process.waitFor() != 0) {
        throw new Failure(
            "the identity provider could not be prepared:\n"
                + output.strip().indent(4).stripTrailing());
      }
      Files.writeString(stamp(), String.join(" ", BUILD));
    }
  }

  Path directory() {
    return directory;
  }

  /** The command line that runs it with a home; the same as its own start script makes. */
  List<String> command(Path home, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(java.toString());
    command.addAll(JVM);
    command.add("-Dkc.home.dir=" + home);
    command.add("-Djboss.server.config.dir=" + home.resolve("conf"));
    command.addAll(List.of("-cp", directory.resolve("lib/quarkus-run.jar").toString()));
    command.add("io.quarkus.bootstrap.runner.QuarkusEntryPoint");
    command.addAll(arguments);
    return command;
  }
}
