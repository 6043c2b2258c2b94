package io.rapport.ingest.quarantine;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What is told of an item in quarantine: never its content.
 *
 * @param field where it came in
 * @param reason a stable code
 * @param detail for people
 * @param size bytes as it came in
 * @param truncated whether not all of it was kept, so that it can never be read again
 */
@Schema(name = "QuarantinedItem")
record QuarantinedItem(
    @Schema(required = true) UUID id,
    @Schema(required = true) Instant receivedAt,
    @Schema(
            required = true,
            description = "The webhook field it came in by; empty where there is none")
        String field,
    @Schema(required = true, description = "A stable code") String reason,
    @Schema(required = true, description = "The same for people") String detail,
    @Schema(required = true, description = "Bytes, as it came in") int size,
    @Schema(
            required = true,
            description = "Whether only its beginning was kept; then it cannot be redriven")
        boolean truncated) {}
