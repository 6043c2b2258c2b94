package io.rapport.ingest.imports;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far an import is. */
enum ImportState {
  @JsonProperty("open")
  OPEN,
  @JsonProperty("finished")
  FINISHED,
  @JsonProperty("cancelled")
  CANCELLED
}
