package io.rapport.ingest.exclusion;

import static java.util.Objects.requireNonNull;

import io.rapport.common.security.AccountScope;
import io.rapport.common.security.Role;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Leaves contacts out of all KPIs. */
@Path("/v1/contacts/exclusion")
@Tag(name = "Contacts", description = "People as the account knows them")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class ExclusionResource {

  private static final String EXAMPLE =
      """
      {"account": "102290129340398", "contact": {"waId": "4915112345678"}, "reason": "internal"}""";

  private static final String ANSWER =
      """
      {"contactId": "0b0c8a52-7f5b-4f0e-9d0e-3b9d3f0d2c11", "reason": "internal"}""";

  private final AccountScope scope;
  private final ContactExclusions exclusions;

  ExclusionResource(AccountScope scope, ContactExclusions exclusions) {
    this.scope = requireNonNull(scope, "scope is null");
    this.exclusions = requireNonNull(exclusions, "exclusions is null");
  }

  @PUT
  @RolesAllowed({Role.ADMIN, Role.INTEGRATOR})
  @Operation(
      operationId = "putContactExclusion",
      summary = "Leave a contact out of all KPIs, or count it again",
      description =
          "Test contacts and internal numbers would distort every rate. They stay visible under"
              + " `exclusions`. Roles: admin, integrator.")
  @APIResponse(
      responseCode = "200",
      description = "What holds now",
      content =
          @Content(
              schema = @Schema(implementation = ExclusionState.class),
              examples = @ExampleObject(name = "internal", value = ANSWER)))
  @APIResponse(responseCode = "404", description = "The account or the contact is unknown")
  @APIResponse(responseCode = "409", description = "The contact is a group or erased")
  public Uni<ExclusionState> put(
      @RequestBody(
              content = @Content(examples = @ExampleObject(name = "internal", value = EXAMPLE)))
          @NotNull
          @Valid
          ExclusionRequest request) {
    return scope
        .require(request.account())
        .chain(
            account ->
                exclusions.mark(account.id(), request.contact(), request.reason().exclusion()))
        .map(contactId -> new ExclusionState(contactId, request.reason()));
  }
}
