package io.rapport.launcher.postgres;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.util.Objects.requireNonNull;

import io.rapport.launcher.console.Failure;
import io.rapport.launcher.installation.Directories;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * The Postgres binaries for this machine, unpacked once from their archive on the class path into a
 * directory named by the archive's digest.
 */
public final class PostgresSoftware {

  private static final int DIGEST_BYTES = 6;

  private final Path home;

  private PostgresSoftware(Path home) {
    this.home = requireNonNull(home, "home is null");
  }

  /**
   * @param software where to unpack to
   */
  public static PostgresSoftware unpack(Path software) throws IOException {
    var archive = archive(System.getProperty("os.name"), System.getProperty("os.arch"));
    var home = software.resolve("postgres-" + digest(archive));
    if (!Files.isDirectory(home)) {
      deleteOthers(software);
      var fresh = Files.createTempDirectory(software, "unpacking-");
      try (var tar =
          new TarArchiveInputStream(
              new XZCompressorInputStream(new BufferedInputStream(open(archive))))) {
        for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
          unpack(tar, entry, fresh);
        }
      }
      Files.move(fresh, home, ATOMIC_MOVE);
    }
    return new PostgresSoftware(home);
  }

  /** The path of a program: {@code initdb}, {@code postgres}. */
  Path program(String name) {
    return home.resolve("bin").resolve(name);
  }

  /** The archive's name as the publisher of the binaries chose it. */
  static String archive(String system, String architecture) {
    var os = system.toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
    var cpu =
        switch (architecture) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm_64";
          default -> throw new Failure("there is no embedded Postgres for " + architecture);
        };
    return "/postgres-" + os + "-" + cpu + ".txz";
  }

  private static InputStream open(String archive) {
    var stream = PostgresSoftware.class.getResourceAsStream(archive);
    if (stream == null) {
      throw new Failure("the launcher was built without " + archive + "; build it on this machine");
    }
    return stream;
  }

  private static String digest(String archive) throws IOException {
    try (var stream = new DigestInputStream(open(archive), MessageDigest.getInstance("SHA-256"))) {
      stream.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(stream.getMessageDigest().digest(), 0, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path into)
      throws IOException {
    var target = into.resolve(entry.getName()).normalize();
    if (!target.startsWith(into)) {
      throw new IOException("the archive leaves its directory: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else if (entry.isLink()) {
      Files.createLink(target, into.resolve(entry.getLinkName()));
    } else {
      Files.copy(tar, target);
      if ((entry.getMode() & 0100) != 0) {
        Set<PosixFilePermission> mode = PosixFilePermissions.fromString("rwxr-xr-x");
        Files.setPosixFilePermissions(target, mode);
      }
    }
  }

  private static void deleteOthers(Path software) throws IOException {
    try (var entries = Files.list(software)) {
      for (var other : entries.toList()) {
        Directories.delete(other);
      }
    }
  }
}
