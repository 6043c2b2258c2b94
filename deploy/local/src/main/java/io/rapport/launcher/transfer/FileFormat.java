package io.rapport.launcher.transfer;

import io.rapport.launcher.console.Failure;
import java.nio.file.Path;
import java.util.Locale;

/** What a file looks like. */
public enum FileFormat {
  NDJSON,
  CSV,
  CHAT,
  INSIGHTS;

  /** What the interface calls it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it goes as one chunk. */
  boolean whole() {
    return this == CHAT || this == INSIGHTS;
  }

  /**
   * As told, or by the file's name.
   *
   * @param word null if nobody said
   * @throws Failure if neither tells
   */
  public static FileFormat of(String word, Path file) {
    if (word != null) {
      try {
        return valueOf(word.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        throw new Failure("there is no format " + word + ", only ndjson, csv, chat and insights");
      }
    }
    var name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".ndjson") || name.endsWith(".jsonl")) {
      return NDJSON;
    }
    if (name.endsWith(".csv")) {
      return CSV;
    }
    throw new Failure("the name of " + file + " does not tell what it is; give --format");
  }
}
