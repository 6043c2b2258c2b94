package io.rapport.ingest.imports;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a file looks like (docs/import.md). */
enum ImportFormat {
  @JsonProperty("ndjson")
  NDJSON,
  @JsonProperty("csv")
  CSV,
  /** A chat a phone has exported; as one chunk. */
  @JsonProperty("chat")
  CHAT,
  /** What Meta counted, as WhatsApp Manager exports it; as one chunk. */
  @JsonProperty("insights")
  INSIGHTS;

  /** Whether only the whole file tells what stands in it. */
  boolean whole() {
    return this == CHAT || this == INSIGHTS;
  }

  /** Whether its first record names the columns. */
  boolean headed() {
    return this == CSV || this == INSIGHTS;
  }
}
