package io.rapport.metrics.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** How records become the text of a file: what precedes them, and the lines of some of them. */
enum Format {
  CSV("text/csv", "csv") {
    @Override
    byte[] head(List<String> columns) {
      return bytes(Csv.header(columns));
    }

    @Override
    byte[] lines(ObjectMapper mapper, List<String> columns, List<?> records) {
      return bytes(
          records.stream()
              .map(entry -> Csv.line(columns, mapper.valueToTree(entry)))
              .collect(Collectors.joining()));
    }
  },
  NDJSON("application/x-ndjson", "ndjson") {
    @Override
    byte[] head(List<String> columns) {
      return new byte[0];
    }

    @Override
    byte[] lines(ObjectMapper mapper, List<String> columns, List<?> records) {
      // The framework itself ends each portion of this media type with a line feed.
      return bytes(
          records.stream()
              .map(entry -> mapper.valueToTree(entry).toString())
              .collect(Collectors.joining("\n")));
    }
  };

  private final String mediaType;
  private final String extension;

  Format(String mediaType, String extension) {
    this.mediaType = mediaType;
    this.extension = extension;
  }

  String mediaType() {
    return mediaType;
  }

  /** What the name of a file ends with. */
  String extension() {
    return extension;
  }

  /** What stands before all records; nothing where there is no such thing. */
  abstract byte[] head(List<String> columns);

  /** Whole lines, of which the response makes a portion. */
  abstract byte[] lines(ObjectMapper mapper, List<String> columns, List<?> records);

  /** The names of a record's members, in the order in which they are written. */
  static List<String> columns(ObjectMapper mapper, Class<?> row) {
    var config = mapper.getSerializationConfig();
    return config.introspect(config.constructType(row)).findProperties().stream()
        .map(BeanPropertyDefinition::getName)
        .toList();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
