package io.rapport.metrics.export;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Lines of CSV as RFC 4180 has them: commas, CRLF, quotes doubled inside quotes, UTF-8.
 *
 * <p>A text that a spreadsheet would take for a formula gets an apostrophe in front, which makes a
 * spreadsheet show it as it is: names of campaigns come from outside, and a cell {@code
 * =HYPERLINK(...)} would run on the machine of whoever opens the file. Numbers stay as they are.
 */
final class Csv {

  private static final String FORMULA_STARTS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

  private Csv() {}

  /** The first line. */
  static String header(List<String> columns) {
    return columns.stream().map(Csv::quoted).collect(Collectors.joining(",", "", "\r\n"));
  }

  /** The members of an object in the order of the columns; what it lacks is an empty cell. */
  static String line(List<String> columns, JsonNode object) {
    return columns.stream()
        .map(column -> cell(object.path(column)))
        .collect(Collectors.joining(",", "", "\r\n"));
  }

  private static String cell(JsonNode value) {
    return switch (value.getNodeType()) {
      case MISSING, NULL -> "";
      case STRING -> quoted(harmless(value.textValue()));
      case OBJECT, ARRAY -> quoted(value.toString());
      default -> value.asText();
    };
  }

  private static String harmless(String text) {
    return !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }

  private static String quoted(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
