package io.rapport.launcher.installation;

import static java.util.Objects.requireNonNull;

import io.rapport.launcher.console.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Map;

/** The directory that is one installation: its data, secrets, logs and what is running of it. */
public record Installation(Path directory) {

  public Installation {
    requireNonNull(directory, "directory is null");
    directory = directory.toAbsolutePath().normalize();
  }

  /**
   * Where an installation lives when the user names none: {@code XDG_DATA_HOME/rapport} or {@code
   * ~/.local/share/rapport}; on macOS {@code ~/Library/Application Support/Rapport}.
   */
  public static Installation ofUser(Map<String, String> environment, String system, Path home) {
    if (system.toLowerCase(Locale.ROOT).startsWith("mac")) {
      return new Installation(home.resolve("Library/Application Support/Rapport"));
    }
    var dataHome = environment.getOrDefault("XDG_DATA_HOME", "");
    // The XDG specification wants a relative path ignored.
    return dataHome.startsWith("/")
        ? new Installation(Path.of(dataHome, "rapport"))
        : new Installation(home.resolve(".local/share/rapport"));
  }

  /**
   * Makes the directory where it is missing, readable by its owner only.
   *
   * @throws Failure if it holds something else than an installation
   */
  public void create() {
    try {
      if (Files.isDirectory(directory) && !exists() && !isEmpty()) {
        throw new Failure(
            directory
                + " is not empty and holds no Rapport installation; name another with --data");
      }
      Files.createDirectories(directory);
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
      for (var part : new Path[] {logs(), run(), aotCaches(), software(), simulator()}) {
        Files.createDirectories(part);
      }
    } catch (IOException e) {
      throw new Failure("cannot make the data directory " + directory + ": " + e, e);
    }
  }

  /** Whether something was started here before. */
  public boolean exists() {
    return Files.exists(lockFile());
  }

  private boolean isEmpty() throws IOException {
    try (var entries = Files.list(directory)) {
      return entries.findAny().isEmpty();
    }
  }

  public Path postgres() {
    return directory.resolve("postgres");
  }

  public Path keycloak() {
    return directory.resolve("keycloak");
  }

  public Path simulator() {
    return directory.resolve("simulator");
  }

  public Path software() {
    return directory.resolve("software");
  }

  public Path aotCaches() {
    return directory.resolve("aot");
  }

  public Path logs() {
    return directory.resolve("logs");
  }

  /** The log of one process, or of the {@code launcher}. */
  public Path log(String process) {
    return logs().resolve(process + ".log");
  }

  /** What is running: process ids, state. */
  public Path run() {
    return directory.resolve("run");
  }

  public Path stateFile() {
    return run().resolve("state.json");
  }

  public Path lockFile() {
    return directory.resolve("lock");
  }

  public Path settingsFile() {
    return directory.resolve("installation.properties");
  }

  public Path secretsFile() {
    return directory.resolve("secrets.properties");
  }
}
