package io.rapport.ingest.quarantine;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What became of a batch of items.
 *
 * @param redriven left quarantine
 * @param kept still cannot be read; the reason may be another one now
 * @param truncated of all that were asked for, those that can never be read again
 * @param remaining of all that were asked for, those whose turn comes with the next call
 * @param next empty when none remain
 */
@Schema(name = "RedriveResult")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record RedriveResult(
    @Schema(required = true, description = "Items that were read and left quarantine")
        long redriven,
    @Schema(required = true, description = "Items that still cannot be read") long kept,
    @Schema(required = true, description = "Items of which too little was kept to read them")
        long truncated,
    @Schema(required = true, description = "Items whose turn comes with the next call")
        long remaining,
    @Schema(description = "Send as `cursor` to go on; absent when none remain")
        Optional<String> next) {}
