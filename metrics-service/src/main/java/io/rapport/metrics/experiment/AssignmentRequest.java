package io.rapport.metrics.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Who is to be assigned. */
@RegisterForReflection
@Schema(name = "AssignmentRequest")
record AssignmentRequest(@NotEmpty List<@NotNull @Valid Contact> contacts) {

  /** A contact by its pseudonym: this service cannot read any other name of it. */
  @RegisterForReflection
  @Schema(name = "AssignedContact")
  record Contact(@NotNull UUID contactId) {}

  List<UUID> contactIds() {
    return contacts.stream().map(Contact::contactId).distinct().toList();
  }

  /**
   * Who gets what.
   *
   * @param unknown contacts there are none of; nobody else is kept from an assignment by them
   */
  @RegisterForReflection
  @Schema(name = "Assignments")
  record Answer(
      @Schema(required = true) List<Assignment> items,
      @Schema(required = true, description = "Contacts that do not exist; they are not assigned")
          List<UUID> unknown) {}

  /**
   * The arm of a contact.
   *
   * @param contactId as it was asked for, also where it has been merged into another one
   * @param variant what to send; absent: nothing
   */
  @RegisterForReflection
  @Schema(name = "Assignment")
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Assignment(
      @Schema(required = true) UUID contactId,
      @Schema(required = true, description = "Whether the contact is to get nothing")
          boolean holdOut,
      @Schema(description = "What to send and to label the message with; absent: nothing")
          Optional<String> variant,
      @Schema(required = true) Instant assignedAt) {}
}
