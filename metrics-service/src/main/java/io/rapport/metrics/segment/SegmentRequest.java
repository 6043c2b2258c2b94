package io.rapport.metrics.segment;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A segment as it is to be.
 *
 * @param account the WABA id; only needed to make one
 */
@RegisterForReflection
@Schema(name = "SegmentRequest")
record SegmentRequest(
    @Schema(description = "WABA id; needed to make one", examples = "102290129340398")
        Optional<String> account,
    @Schema(description = "For people", examples = "Lost regulars")
        @NotNull
        @Pattern(regexp = NAME, message = NAME_MESSAGE)
        String name,
    @NotNull @Valid SegmentRule rule) {

  /** One line, short, and without what PostgreSQL cannot store. */
  static final String NAME = "^[^\\p{Cc}\\p{Cs}\\p{Z}][^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]{0,99}$";

  static final String NAME_MESSAGE = "must be 1 to 100 characters in one line";

  static final Instant EARLIEST = Instant.parse("2009-01-01T00:00:00Z");
  static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

  /** A rule that is to be tried. */
  @RegisterForReflection
  @Schema(name = "SegmentPreviewRequest")
  record Preview(
      @Schema(description = "WABA id", examples = "102290129340398") @NotNull String account,
      @NotNull @Valid SegmentRule rule) {}
}
