package io.rapport.launcher.transfer;

/**
 * Tells whether a byte of a CSV file stands in quotes, as ingest reads it (RFC 4180): quotes begin
 * where a cell begins; anywhere else the character is an inch. For one chunk, byte by byte.
 */
final class Quotes {

  private static final byte[] SEPARATORS = {',', ';', '\t', '|'};

  private final byte separator;
  private boolean quoted;
  private boolean cellBegins = true;
  private boolean justEnded;

  Quotes(byte separator) {
    this.separator = separator;
  }

  /** Whether quotes are open after the next byte. */
  boolean after(byte next) {
    if (quoted) {
      quoted = next != '"';
      justEnded = !quoted;
    } else {
      // A quote in quotes is written twice: they end and go on.
      quoted = next == '"' && (cellBegins || justEnded);
      cellBegins = next == separator || next == '\n';
      justEnded = false;
    }
    return quoted;
  }

  /** What separates the cells of a file is what its header has most of. */
  static byte separator(byte[] beginning) {
    byte best = SEPARATORS[0];
    for (byte separator : SEPARATORS) {
      if (count(beginning, separator) > count(beginning, best)) {
        best = separator;
      }
    }
    return best;
  }

  private static int count(byte[] beginning, byte separator) {
    int count = 0;
    for (int i = 0; i < beginning.length && beginning[i] != '\n'; i++) {
      if (beginning[i] == separator) {
        count++;
      }
    }
    return count;
  }
}
