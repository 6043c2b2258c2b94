package io.rapport.ingest.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rapport.common.problem.Problem;
import io.rapport.ingest.imports.read.Row;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Text of a file.
 *
 * @param misencoded lines that are not UTF-8
 */
record Decoded(String text, TreeSet<Long> misencoded) {

  /**
   * @param firstLine of the file that the text begins with
   * @throws io.rapport.common.problem.ProblemException 400 if it is UTF-16
   */
  static Decoded of(byte[] bytes, long firstLine) {
    if (bytes.length > 1 && (bytes[0] ^ bytes[1]) == 1 && (bytes[0] == -1 || bytes[1] == -1)) {
      throw Problem.badRequest("", "the file is UTF-16; save it as UTF-8");
    }
    var misencoded = new TreeSet<Long>();
    if (!valid(bytes, 0, bytes.length)) {
      long line = firstLine;
      int begin = 0;
      while (begin < bytes.length) {
        int end = begin;
        while (end < bytes.length && bytes[end] != '\n') {
          end++;
        }
        if (!valid(bytes, begin, end)) {
          misencoded.add(line);
        }
        begin = end + 1;
        line++;
      }
    }
    return new Decoded(new String(bytes, UTF_8), misencoded);
  }

  private static boolean valid(byte[] bytes, int begin, int end) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, begin, end - begin));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** The rows, but a fault where a line of one is not UTF-8. */
  List<Row> check(List<Row> rows) {
    if (misencoded.isEmpty()) {
      return rows;
    }
    var checked = new ArrayList<Row>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      var row = rows.get(i);
      long end = i + 1 < rows.size() ? rows.get(i + 1).line() : Long.MAX_VALUE;
      var line = misencoded.ceiling(row.line());
      checked.add(
          line != null && line < end ? new Row.Faulty(row.line(), "", "is not UTF-8") : row);
    }
    return checked;
  }
}
