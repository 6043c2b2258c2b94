package io.rapport.ingest.imports.read;

/** Tells the lines of places in a text that are asked for in their order. For one text. */
final class LineCount {

  private final String text;
  private long line;
  private int counted;

  LineCount(String text, long firstLine) {
    this.text = text;
    this.line = firstLine;
  }

  /** The line on which what stands at a place begins, behind empty lines. */
  long at(long position) {
    while (counted < text.length() && (counted < position || lineBreak(text.charAt(counted)))) {
      if (text.charAt(counted) == '\n') {
        line++;
      }
      counted++;
    }
    return line;
  }

  private static boolean lineBreak(char character) {
    return character == '\n' || character == '\r';
  }
}
