package io.rapport.ingest.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.rapport.ingest.imports.read.DateOrder;
import jakarta.validation.constraints.Pattern;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What the rows of a file do not say themselves.
 *
 * @param phoneNumberId of rows that name none
 * @param zone of the phone a chat comes from
 * @param dateOrder of a chat or of insights whose dates do not tell
 */
@RegisterForReflection
@Schema(name = "ImportOptions")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record ImportOptions(
    @Schema(
            description = "Business phone number of rows that name none",
            examples = "106540352242922")
        Optional<@Pattern(regexp = "\\d{1,32}") String> phoneNumberId,
    @Schema(description = "Chat: the phone's time zone; UTC if absent", examples = "Europe/Berlin")
        Optional<@Pattern(regexp = "[A-Za-z0-9_+/-]{1,64}") String> zone,
    @Schema(
            description = "Chat, insights: order of dates that do not tell it themselves",
            examples = "DMY")
        Optional<DateOrder> dateOrder) {

  static final ImportOptions NONE =
      new ImportOptions(Optional.empty(), Optional.empty(), Optional.empty());
}
