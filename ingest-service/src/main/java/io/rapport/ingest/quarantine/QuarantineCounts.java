package io.rapport.ingest.quarantine;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How many items there are for each reason and field. */
@Schema(name = "QuarantineCounts")
record QuarantineCounts(@Schema(required = true) List<Count> items) {

  QuarantineCounts {
    items = List.copyOf(items);
  }

  /**
   * The items of one reason and field.
   *
   * @param truncated how many of them can never be read again
   */
  @Schema(name = "QuarantineCount")
  record Count(
      @Schema(required = true) String reason,
      @Schema(required = true) String field,
      @Schema(required = true) long count,
      @Schema(required = true, description = "Of these, how many cannot be redriven")
          long truncated,
      @Schema(required = true) Instant oldest,
      @Schema(required = true) Instant newest) {}
}
