package io.rapport.launcher.installation;

import static java.util.Objects.requireNonNull;

import io.rapport.launcher.console.Failure;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;

/**
 * An installation's secrets: made when first asked for, kept in a file of mode 600, the same ever
 * after. What the environment gives wins and is not kept. Safe for use by several threads.
 */
public final class Secrets {

  private static final int PASSWORD_BYTES = 18;
  private static final int KEY_BYTES = 32;

  private final Path file;
  private final Random random;
  private final Map<String, String> environment;
  private final TreeMap<String, String> kept = new TreeMap<>();

  /**
   * @param random a cryptographically strong source
   * @param environment where {@code RAPPORT_...} variables may bring secrets of the user's own
   */
  public Secrets(Path file, Random random, Map<String, String> environment) {
    this.file = requireNonNull(file, "file is null");
    this.random = requireNonNull(random, "random is null");
    this.environment = Map.copyOf(environment);
    if (Files.exists(file)) {
      read();
    }
  }

  private void read() {
    try {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      var properties = new Properties();
      properties.load(new StringReader(Files.readString(file)));
      properties
          .stringPropertyNames()
          .forEach(name -> kept.put(name, properties.getProperty(name)));
    } catch (IOException | IllegalArgumentException e) {
      throw new Failure("cannot read " + file + ": " + e, e);
    }
  }

  /** A password: letters, digits, - and _ only, 144 random bits. */
  public String password(String name) {
    return secret(name, PASSWORD_BYTES, Base64.getUrlEncoder().withoutPadding());
  }

  /** A key of 32 random bytes in base64. */
  public String key(String name) {
    return secret(name, KEY_BYTES, Base64.getEncoder());
  }

  /** The environment variable that may bring the secret of this name: {@code RAPPORT_PEPPER}. */
  static String variable(String name) {
    return "RAPPORT_" + name.toUpperCase(java.util.Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  private synchronized String secret(String name, int bytes, Base64.Encoder encoder) {
    var given = environment.getOrDefault(variable(name), "");
    if (!given.isBlank()) {
      var before = kept.get(name);
      if (before != null && !before.equals(given)) {
        throw new Failure(
            "%s differs from the secret this installation was made with (%s in %s); unset it"
                .formatted(variable(name), name, file));
      }
      return given;
    }
    return kept.computeIfAbsent(
        name,
        absent -> {
          var fresh = new byte[bytes];
          random.nextBytes(fresh);
          return save(name, encoder.encodeToString(fresh));
        });
  }

  private String save(String name, String value) {
    var all = new TreeMap<>(kept);
    all.put(name, value);
    var content =
        new StringBuilder("# Secrets of this Rapport installation. Lost, its data is too.\n");
    all.forEach((key, secret) -> content.append(key).append('=').append(secret).append('\n'));
    try {
      PrivateFile.write(file, content.toString());
    } catch (IOException e) {
      throw new Failure("cannot write " + file + ": " + e, e);
    }
    return value;
  }
}
