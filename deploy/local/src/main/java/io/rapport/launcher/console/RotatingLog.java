package io.rapport.launcher.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A log file of lines that never grows beyond a size: then it becomes {@code name.log.1}, the one
 * before {@code name.log.2}, and a new one begins. Safe for use by several threads.
 *
 * <p>A line that cannot be written (a full disk) is dropped and counted: what is logged about must
 * not stop because of its log.
 */
public final class RotatingLog implements AutoCloseable {

  /** Files kept beside the current one. */
  private static final int OLDER = 2;

  private final Path file;
  private final long maximumBytes;
  private OutputStream output;
  private long size;
  private long dropped;

  public RotatingLog(Path file, long maximumBytes) throws IOException {
    this.file = requireNonNull(file, "file is null");
    this.maximumBytes = maximumBytes;
    open();
  }

  public synchronized void append(String line) {
    try {
      var bytes = (line + "\n").getBytes(UTF_8);
      if (size > 0 && size + bytes.length > maximumBytes) {
        rotate();
      }
      output.write(bytes);
      size += bytes.length;
    } catch (IOException e) {
      dropped++;
    }
  }

  /** Lines that could not be written since this log was opened. */
  public synchronized long dropped() {
    return dropped;
  }

  private void rotate() throws IOException {
    output.close();
    for (int age = OLDER; age >= 1; age--) {
      var younger = age == 1 ? file : older(age - 1);
      if (Files.exists(younger)) {
        Files.move(younger, older(age), REPLACE_EXISTING);
      }
    }
    open();
  }

  private Path older(int age) {
    return file.resolveSibling(file.getFileName() + "." + age);
  }

  private void open() throws IOException {
    output = Files.newOutputStream(file, CREATE, APPEND);
    size = Files.size(file);
  }

  @Override
  public synchronized void close() throws IOException {
    output.close();
  }
}
