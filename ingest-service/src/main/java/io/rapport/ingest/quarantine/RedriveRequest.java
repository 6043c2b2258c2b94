package io.rapport.ingest.quarantine;

import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Which items are to be read again: those for which everything holds that is given.
 *
 * @param account the WABA id; null for items that belong to no account
 * @param cursor the {@code next} of the answer before; null to begin
 */
@Schema(name = "RedriveRequest")
record RedriveRequest(
    @Schema(
            description = "WABA id; absent for items that belong to no account",
            examples = "102290129340398")
        String account,
    @Schema(description = "One item") UUID id,
    @Schema(description = "All of a reason", examples = "unknown-message")
        @Pattern(regexp = QuarantineResource.WORD)
        String reason,
    @Schema(description = "All of a field") @Pattern(regexp = QuarantineResource.WORD) String field,
    @Schema(description = "What came in from then on") Instant from,
    @Schema(description = "What came in before then") Instant to,
    @Schema(description = "The `next` of the answer before") String cursor) {}
