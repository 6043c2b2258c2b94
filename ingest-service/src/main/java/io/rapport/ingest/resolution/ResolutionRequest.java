package io.rapport.ingest.resolution;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Whose pseudonyms are wanted.
 *
 * @param account the WABA id
 */
@RegisterForReflection
@Schema(name = "ContactResolutionRequest")
record ResolutionRequest(
    @Schema(description = "WABA id", examples = "102290129340398") @NotNull String account,
    @NotEmpty List<@NotNull @Valid Name> contacts) {

  private static final int LONGEST_NAME = 256;

  /** A contact, by exactly one of its names. */
  @RegisterForReflection
  @Schema(name = "ContactName", description = "A contact, by exactly one of its names")
  record Name(
      @Schema(description = "A phone number with country code", examples = "4915112345678")
          Optional<@Size(max = LONGEST_NAME) String> waId,
      @Schema(description = "A business-scoped user id", examples = "DE.1234567890")
          Optional<@Size(max = LONGEST_NAME) String> userId) {

    @JsonIgnore
    @AssertTrue(message = "name the contact by exactly one of waId, userId")
    @Schema(hidden = true)
    boolean isOneName() {
      return waId.isPresent() != userId.isPresent();
    }
  }

  /** The pseudonyms, in the order of the names. */
  @RegisterForReflection
  @Schema(name = "ResolvedContacts")
  record Answer(@Schema(required = true) List<Pseudonym> items) {}

  /** What a contact is called wherever Rapport tells of it. */
  @RegisterForReflection
  @Schema(name = "ResolvedContact")
  record Pseudonym(@Schema(required = true) UUID contactId) {}
}
