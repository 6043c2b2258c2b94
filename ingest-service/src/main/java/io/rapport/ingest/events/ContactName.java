package io.rapport.ingest.events;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Pattern;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A contact, by exactly one of its names.
 *
 * @param waId a phone number with country code
 * @param userId a business-scoped user id
 * @param contactId its pseudonym, as Rapport has told it
 */
@RegisterForReflection
@Schema(name = "EventContact", description = "A contact, by exactly one of its names")
record ContactName(
    @Schema(
            examples = "4915112345678",
            pattern = Text.ID,
            description = "A phone number with country code")
        Optional<@Pattern(regexp = Text.ID, message = Text.ID_MESSAGE) String> waId,
    @Schema(
            examples = "DE.1234567890",
            pattern = Text.ID,
            description = "A business-scoped user id")
        Optional<@Pattern(regexp = Text.ID, message = Text.ID_MESSAGE) String> userId,
    @Schema(
            type = SchemaType.STRING,
            format = "uuid",
            description = "Its pseudonym, as Rapport has told it")
        Optional<UUID> contactId) {

  @JsonIgnore
  @AssertTrue(message = "name the contact by exactly one of waId, userId, contactId")
  @Schema(hidden = true)
  boolean isOneName() {
    return Stream.of(waId, userId, contactId).filter(Optional::isPresent).count() == 1;
  }
}
