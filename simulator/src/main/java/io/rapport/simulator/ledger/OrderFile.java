package io.rapport.simulator.ledger;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * {@code order.log}: which planned fact is which line of the truth. One record of 16 bytes a line:
 * the fact's number and the truth's length in bytes after it, both big-endian longs. Not
 * thread-safe.
 */
final class OrderFile implements Closeable {
  private static final int RECORD = 16;

  private final FileChannel channel;
  private long count;
  private long truthLength;

  private OrderFile(FileChannel channel) {
    this.channel = channel;
  }

  static OrderFile open(Path path) throws IOException {
    var channel =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    var file = new OrderFile(channel);
    file.count = channel.size() / RECORD;
    // A record torn by a kill was never followed by its truth line.
    channel.truncate(file.count * RECORD);
    channel.position(file.count * RECORD);
    if (file.count > 0) {
      file.truthLength = file.record(file.count - 1).truthEnd();
    }
    return file;
  }

  record Line(long number, long truthEnd) {}

  long count() {
    return count;
  }

  long truthLength() {
    return truthLength;
  }

  /** The numbers of all lines in order. */
  long[] numbers() throws IOException {
    var numbers = new long[Math.toIntExact(count)];
    var buffer = ByteBuffer.allocate(RECORD * 4096);
    int read = 0;
    for (long at = 0; at < count * RECORD; ) {
      buffer.clear();
      int bytes = channel.read(buffer, at);
      buffer.flip();
      while (buffer.remaining() >= RECORD) {
        numbers[read++] = buffer.getLong();
        buffer.getLong();
      }
      at += bytes - buffer.remaining();
    }
    return numbers;
  }

  Line record(long index) throws IOException {
    var buffer = ByteBuffer.allocate(RECORD);
    channel.read(buffer, index * RECORD);
    buffer.flip();
    return new Line(buffer.getLong(), buffer.getLong());
  }

  /** Appends lines; the lengths are those of the truth lines with their line feeds. */
  void append(List<Planned> facts, int[] lengths) throws IOException {
    var buffer = ByteBuffer.allocate(RECORD * facts.size());
    for (int i = 0; i < lengths.length; i++) {
      truthLength += lengths[i];
      buffer.putLong(facts.get(i).number()).putLong(truthLength);
    }
    buffer.flip();
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    count += facts.size();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
