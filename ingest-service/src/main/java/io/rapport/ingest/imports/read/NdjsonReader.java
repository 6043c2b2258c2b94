package io.rapport.ingest.imports.read;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One JSON object a line: an event as {@code POST /v1/events} takes it, told by its {@code
 * specversion}, or a message (docs/import.md). Empty lines are passed over. Thread-safe.
 */
public final class NdjsonReader {

  private final ObjectReader json =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build()
          .reader();

  /**
   * @param firstLine of the file that the text begins with
   */
  public List<Row> read(String text, long firstLine) {
    var rows = new ArrayList<Row>();
    long line = firstLine;
    for (var one : text.split("\n", -1)) {
      if (!one.isBlank()) {
        rows.add(row(line, one));
      }
      line++;
    }
    return rows;
  }

  private Row row(long line, String text) {
    JsonNode node;
    try {
      node = json.readTree(text);
    } catch (JsonProcessingException e) {
      return new Row.Faulty(line, "", "is no JSON");
    }
    if (!node.isObject()) {
      return new Row.Faulty(line, "", "is no JSON object");
    }
    return node.has("specversion") ? new Row.Reported(line, node) : message(line, node);
  }

  private static Row message(long line, JsonNode node) {
    Map<String, String> cells = new LinkedHashMap<>();
    for (var member : node.properties()) {
      var value = member.getValue();
      var column = ColumnName.camelCase(member.getKey());
      if (!value.isTextual() && !value.isNumber() && !value.isNull()) {
        return new Row.Faulty(line, column, "must be a text or a number");
      }
      if (!value.isNull() && cells.put(column, value.asText()) != null) {
        return new Row.Faulty(line, column, "is there twice");
      }
    }
    return MessageColumns.read(line, new Cells(cells));
  }
}
