package io.rapport.ingest.resolution;

import static java.util.Objects.requireNonNull;

import io.rapport.common.security.AccountScope;
import io.rapport.common.security.Role;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
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

/** Pseudonyms of contacts, for services that know contacts by nothing else. */
@Path("/v1/contacts/resolve")
@Tag(name = "Contacts")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class ResolutionResource {

  private static final String REQUEST =
      """
      {"account":"102290129340398","contacts":[{"waId":"4915112345678"},{"userId":"DE.1234567890"}]}""";

  private static final String ANSWER =
      """
      {"items":[{"contactId":"0b0c8a52-7f5b-4f0e-9d0e-3b9d3f0d2c11"},\
      {"contactId":"6f1d3c6e-0f0a-4d37-8a5e-2d8f6d0a7c22"}]}""";

  private final AccountScope scope;
  private final ContactNames names;

  ResolutionResource(AccountScope scope, ContactNames names) {
    this.scope = requireNonNull(scope, "scope is null");
    this.names = requireNonNull(names, "names is null");
  }

  @POST
  @RolesAllowed({Role.MARKETER, Role.ADMIN, Role.INTEGRATOR})
  @Operation(
      operationId = "resolveContacts",
      summary = "Ask for the pseudonyms of contacts",
      description =
          """
          The `contactId` of each contact, in their order: all of them or none. A contact nobody has met \
          yet becomes known. Two names of one contact have the same. Roles: marketer, admin, \
          integrator.""")
  @APIResponse(
      responseCode = "200",
      description = "The pseudonyms",
      content =
          @Content(
              schema = @Schema(implementation = ResolutionRequest.Answer.class),
              examples = @ExampleObject(name = "two contacts", value = ANSWER)))
  @APIResponse(responseCode = "404", description = "The account is unknown")
  @APIResponse(responseCode = "413", description = "Too many contacts for one request")
  public Uni<ResolutionRequest.Answer> resolve(
      @RequestBody(
              content = @Content(examples = @ExampleObject(name = "two contacts", value = REQUEST)))
          @NotNull
          @Valid
          ResolutionRequest request) {
    return scope
        .require(request.account())
        .chain(account -> names.resolve(account.id(), request.contacts()))
        .map(
            contacts ->
                new ResolutionRequest.Answer(
                    contacts.stream().map(ResolutionRequest.Pseudonym::new).toList()));
  }
}
