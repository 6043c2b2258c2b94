package io.rapport.launcher.suite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The ahead-of-time cache of one service: recorded when a run of it ends, used by all later starts
 * of the very same package on the very same Java; any other is deleted.
 *
 * <p>The JVM checks sizes and modification times of the jars itself and silently goes without the
 * cache when one differs, so the same go into the name here.
 */
final class AotCache {

  private static final int DIGEST_BYTES = 8;

  /** Each class that cannot be cached is a warning; there are hundreds. */
  private static final String QUIET = "-Xlog:aot*=error,cds*=error";

  private final Path file;
  private final Path recording;

  private AotCache(Path file) {
    this.file = file;
    this.recording = file.resolveSibling(file.getFileName() + ".recording");
  }

  /**
   * @param directory of all caches
   * @param application the service's package
   * @param java identifies the JVM: version and home
   */
  static AotCache of(Path directory, String service, Path application, String java)
      throws IOException {
    requireNonNull(java, "java is null");
    var cache =
        new AotCache(directory.resolve(service + "-" + fingerprint(application, java) + ".aot"));
    try (var files = Files.newDirectoryStream(directory, service + "-*")) {
      for (var stale : files) {
        if (!stale.equals(cache.file)) {
          Files.delete(stale);
        }
      }
    }
    return cache;
  }

  boolean isMissing() {
    return !Files.exists(file);
  }

  /** What the JVM is told to use the cache, if there is one. */
  List<String> use() {
    return isMissing() ? List.of() : List.of("-XX:AOTCache=" + file, QUIET);
  }

  /** What the JVM is told to record it, which takes it some seconds when it ends. */
  List<String> record() {
    return List.of("-XX:AOTCacheOutput=" + recording, QUIET);
  }

  /** Called when the JVM has ended in good order: what it recorded is whole. */
  void recorded() throws IOException {
    if (Files.exists(recording)) {
      Files.move(recording, file, ATOMIC_MOVE);
    }
  }

  private static String fingerprint(Path application, String java) throws IOException {
    try (var files = Files.walk(application)) {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(java.getBytes(UTF_8));
      for (var jar : files.filter(file -> file.toString().endsWith(".jar")).sorted().toList()) {
        var line =
            "%s %d %s%n"
                .formatted(jar, Files.size(jar), Files.getLastModifiedTime(jar).toInstant());
        digest.update(line.getBytes(UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest(), 0, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
