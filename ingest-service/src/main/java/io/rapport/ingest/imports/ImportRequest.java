package io.rapport.ingest.imports;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A file that is about to come. */
@Schema(name = "ImportRequest")
record ImportRequest(
    @Schema(required = true, description = "WABA id", examples = "102290129340398") @NotNull
        String account,
    @Schema(required = true, description = "What the file looks like") @NotNull ImportFormat format,
    @Schema(
            required = true,
            description = "Names the file: the same key continues the same import",
            examples = "sha256-6b86b273ff34fce1")
        @NotNull
        @Pattern(regexp = "[!-~]{1,128}")
        String key,
    @Schema(description = "Everything is checked and nothing is kept; false if absent")
        Optional<Boolean> dryRun,
    @Schema(description = "What the rows do not say themselves")
        Optional<@Valid ImportOptions> options) {}
