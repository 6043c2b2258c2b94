package io.rapport.ingest.exclusion;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Which contact KPIs leave out, and why.
 *
 * @param account the WABA id
 */
record ExclusionRequest(
    @Schema(examples = "102290129340398") @NotBlank String account,
    @NotNull @Valid ContactReference contact,
    @NotNull ExclusionReason reason) {

  /** A contact, by exactly one of its names. */
  record ContactReference(
      @Schema(examples = "4915112345678") String waId, String userId, UUID contactId) {}
}
