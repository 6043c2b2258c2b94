package io.rapport.launcher.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a growing log file line by line, also when it is rotated meanwhile. Not for several
 * threads.
 */
public final class LogTail {

  private static final int CHUNK = 1 << 16;

  private final Path file;
  private final ByteArrayOutputStream unfinished = new ByteArrayOutputStream();
  private Optional<Object> identity = Optional.empty();
  private long position;

  public LogTail(Path file) {
    this.file = requireNonNull(file, "file is null");
  }

  /** The whole lines written since the last call. */
  public List<String> lines() throws IOException {
    var lines = new ArrayList<String>();
    if (!Files.exists(file)) {
      return lines;
    }
    try (var channel = Files.newByteChannel(file)) {
      var current = Optional.ofNullable(Files.readAttributes(file, "unix:ino").get("ino"));
      if (!current.equals(identity) || channel.size() < position) {
        identity = current;
        position = 0;
        unfinished.reset();
      }
      channel.position(position);
      var buffer = ByteBuffer.allocate(CHUNK);
      while (channel.read(buffer.clear()) > 0) {
        for (int index = 0; index < buffer.position(); index++) {
          byte next = buffer.get(index);
          if (next == '\n') {
            lines.add(unfinished.toString(UTF_8));
            unfinished.reset();
          } else {
            unfinished.write(next);
          }
        }
      }
      position = channel.position();
    }
    return lines;
  }

  /** Prints what was written since the last call. */
  public void copyTo(PrintStream out) throws IOException {
    lines().forEach(out::println);
    out.flush();
  }
}
