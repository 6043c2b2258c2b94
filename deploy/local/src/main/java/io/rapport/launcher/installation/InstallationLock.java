package io.rapport.launcher.installation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.rapport.launcher.console.Failure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.util.Optional;

/**
 * Held by the launcher that runs an installation. The operating system lets go of it when the
 * process ends, however it ends, so it is also how others see whether one is running.
 */
public final class InstallationLock implements AutoCloseable {

  private final FileChannel channel;

  private InstallationLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * @throws Failure if another launcher holds it
   */
  public static InstallationLock acquire(Installation installation) {
    try {
      var channel = FileChannel.open(installation.lockFile(), CREATE, READ, WRITE);
      if (!isFree(channel)) {
        channel.close();
        throw new Failure(
            "%s is in use by pid %s; stop it with ./rapport down --data %s, or name another directory with --data"
                .formatted(
                    installation.directory(),
                    holder(installation).map(String::valueOf).orElse("(just ended)"),
                    installation.directory()));
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(UTF_8)), 0);
      return new InstallationLock(channel);
    } catch (IOException e) {
      throw new Failure("cannot lock " + installation.lockFile() + ": " + e, e);
    }
  }

  /** The process id of the launcher that is running this installation, if one is. */
  public static Optional<Long> holder(Installation installation) {
    if (!Files.exists(installation.lockFile())) {
      return Optional.empty();
    }
    try (var channel = FileChannel.open(installation.lockFile(), READ, WRITE)) {
      if (isFree(channel)) {
        return Optional.empty();
      }
      var content = Files.readString(installation.lockFile()).strip();
      return content.isEmpty() ? Optional.empty() : Optional.of(Long.valueOf(content));
    } catch (IOException e) {
      throw new Failure("cannot read " + installation.lockFile() + ": " + e, e);
    }
  }

  /** Takes the lock if nobody has it; it goes with the channel. */
  private static boolean isFree(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // another thread of this very process
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
