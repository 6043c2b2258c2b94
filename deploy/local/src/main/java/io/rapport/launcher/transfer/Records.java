package io.rapport.launcher.transfer;

import io.rapport.launcher.console.Failure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** Cuts a file into chunks of whole records. Not for several threads. */
final class Records implements AutoCloseable {

  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final FileChannel channel;
  private final FileFormat format;
  private final int mostBytes;
  private final int mostRows;
  private final byte separator;

  /**
   * @param mostBytes of a chunk
   * @param mostRows of a chunk
   */
  Records(Path file, FileFormat format, int mostBytes, int mostRows) throws IOException {
    this.channel = FileChannel.open(file, StandardOpenOption.READ);
    this.format = format;
    this.mostBytes = mostBytes;
    this.mostRows = mostRows;
    this.separator = Quotes.separator(read(0));
  }

  long size() throws IOException {
    return channel.size();
  }

  /**
   * The chunk that begins at a byte with which a record begins; empty at the end of the file.
   *
   * @throws Failure if a record alone is larger than a chunk
   */
  byte[] at(long offset) throws IOException {
    var bytes = read(offset);
    boolean last = offset + bytes.length >= size();
    if (format.whole() && !last) {
      throw new Failure("a %s has at most %,d bytes".formatted(format.word(), mostBytes));
    }
    int end = format.whole() ? bytes.length : end(bytes, offset == 0 ? mark(bytes) : 0, last);
    if (end == 0 && bytes.length > 0) {
      throw new Failure(
          "the record at byte %,d has more than %,d bytes".formatted(offset, mostBytes));
    }
    return Arrays.copyOf(bytes, end);
  }

  /** The length of the byte order mark, if there is one. */
  private static int mark(byte[] bytes) {
    return Arrays.mismatch(bytes, MARK) == MARK.length ? MARK.length : 0;
  }

  private byte[] read(long offset) throws IOException {
    var buffer = ByteBuffer.allocate((int) Math.min(mostBytes, size() - offset));
    while (buffer.hasRemaining() && channel.read(buffer, offset + buffer.position()) >= 0) {
      // Until it is full or the file ends.
    }
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  /** After the last record that is complete; a line break in quotes ends none. */
  private int end(byte[] bytes, int begin, boolean last) {
    var quotes = new Quotes(separator);
    int rows = 0;
    int end = 0;
    for (int i = begin; i < bytes.length && rows < mostRows; i++) {
      boolean quoted = format == FileFormat.CSV && quotes.after(bytes[i]);
      if (bytes[i] == '\n' && !quoted) {
        end = i + 1;
        rows++;
      }
    }
    // The last record may lack its line break.
    return last && rows < mostRows ? bytes.length : end;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
