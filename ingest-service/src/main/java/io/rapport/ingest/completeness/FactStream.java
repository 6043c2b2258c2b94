package io.rapport.ingest.completeness;

import java.util.Locale;

/** What can fall silent by itself. */
enum FactStream {
  /** What customers write. */
  MESSAGES,
  /** What became of the business's messages. */
  STATUSES;

  String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
