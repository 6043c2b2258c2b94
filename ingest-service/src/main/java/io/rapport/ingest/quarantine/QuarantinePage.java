package io.rapport.ingest.quarantine;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A page of items, the oldest first.
 *
 * @param next empty on the last page
 */
@Schema(name = "QuarantinePage")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record QuarantinePage(
    @Schema(required = true) List<QuarantinedItem> items,
    @Schema(description = "Send as `cursor` to read on; absent on the last page")
        Optional<String> next) {

  QuarantinePage {
    items = List.copyOf(items);
  }
}
