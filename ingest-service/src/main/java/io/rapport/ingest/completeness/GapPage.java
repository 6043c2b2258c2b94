package io.rapport.ingest.completeness;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Single gaps, in the order in which they happened. */
@Schema(name = "CompletenessGapPage")
record GapPage(
    @Schema(required = true) List<Item> items,
    @Schema(description = "Names the next page; absent on the last") Optional<String> next) {

  GapPage {
    items = List.copyOf(items);
  }

  /** One gap; contact and message are pseudonyms. */
  @Schema(name = "CompletenessGap")
  record Item(
      @Schema(required = true, examples = "arrived-without-sent") String gap,
      @Schema(required = true, description = "Of the first fact that shows it") Instant occurredAt,
      @Schema(description = "Phone number id") Optional<String> channel,
      @Schema(required = true) UUID contactId,
      @Schema(
              required = true,
              description = "Whose sent status is missing, or which answers an unknown one")
          UUID messageId) {}
}
