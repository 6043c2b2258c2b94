package io.rapport.ingest.imports;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An import as it stands.
 *
 * @param bytes of the file that are done
 * @param duplicates rows that were there before; those of a chunk that was cut off and came again
 *     are among them
 */
@Schema(name = "Import")
record ImportAnswer(
    @Schema(required = true) UUID id,
    @Schema(required = true, description = "WABA id") String account,
    @Schema(required = true) ImportFormat format,
    @Schema(required = true) String key,
    @Schema(required = true) boolean dryRun,
    @Schema(required = true) ImportState state,
    @Schema(required = true, description = "Bytes of the file that are done: where to go on")
        long bytes,
    @Schema(required = true, description = "Rows that were read") long rows,
    @Schema(required = true, description = "Rows that were kept, or would be") long accepted,
    @Schema(required = true, description = "Rows that were there before") long duplicates,
    @Schema(required = true, description = "Rows that could not be understood") long rejected,
    @Schema(required = true) Instant createdAt,
    @Schema(required = true) Instant updatedAt) {}
