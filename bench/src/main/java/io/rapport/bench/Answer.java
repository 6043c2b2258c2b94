package io.rapport.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.vertx.core.buffer.Buffer;
import java.util.Locale;

/** Collects one HTTP/1.1 answer: status line, headers, body by {@code Content-Length}. */
final class Answer {
  private static final String LENGTH = "\r\ncontent-length:";

  private Buffer bytes = Buffer.buffer();

  /**
   * @return whether the answer is complete
   * @throws IllegalStateException if it says its length in another way than this reads
   */
  boolean add(Buffer more) {
    bytes.appendBuffer(more);
    int headEnd = headEnd();
    return headEnd >= 0 && bytes.length() >= headEnd + contentLength(headEnd);
  }

  /** The status code of a complete answer. */
  int status() {
    // "HTTP/1.1 200"
    return Integer.parseInt(bytes.getString(9, 12, "US-ASCII"));
  }

  void clear() {
    bytes = Buffer.buffer();
  }

  private int headEnd() {
    for (int i = 3; i < bytes.length(); i++) {
      if (bytes.getByte(i) == '\n' && bytes.getByte(i - 2) == '\n') {
        return i + 1;
      }
    }
    return -1;
  }

  private int contentLength(int headEnd) {
    var head = new String(bytes.getBytes(0, headEnd), US_ASCII).toLowerCase(Locale.ROOT);
    int start = head.indexOf(LENGTH);
    if (start < 0) {
      throw new IllegalStateException("an answer without Content-Length: " + head);
    }
    start += LENGTH.length();
    return Integer.parseInt(head.substring(start, head.indexOf('\r', start)).strip());
  }
}
