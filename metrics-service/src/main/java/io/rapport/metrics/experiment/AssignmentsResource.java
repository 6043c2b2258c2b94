package io.rapport.metrics.experiment;

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
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Who gets which variant. */
@Path("/v1/experiments/{id}/assignments")
@Tag(name = "Experiments")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class AssignmentsResource {

  private final AccountScope scope;
  private final Experiments experiments;
  private final Assignments assignments;

  AssignmentsResource(AccountScope scope, Experiments experiments, Assignments assignments) {
    this.scope = requireNonNull(scope, "scope is null");
    this.experiments = requireNonNull(experiments, "experiments is null");
    this.assignments = requireNonNull(assignments, "assignments is null");
  }

  @POST
  @RolesAllowed({Role.MARKETER, Role.ADMIN, Role.INTEGRATOR})
  @Operation(
      operationId = "assignContacts",
      summary = "Ask what to send to whom",
      description =
          """
          The arm of each contact, in their order; who has none yet gets one, for good. Asking again, in \
          any order and number, gives the same. Label the messages with the experiment's campaign and \
          the variant, and send nothing to the hold-out. Roles: marketer, admin, integrator.""")
  @APIResponse(
      responseCode = "200",
      description = "The arms",
      content =
          @Content(
              schema = @Schema(implementation = AssignmentRequest.Answer.class),
              examples = @ExampleObject(name = "two contacts", value = Examples.ASSIGNED)))
  @APIResponse(responseCode = "404", description = ExperimentsResource.UNKNOWN)
  @APIResponse(responseCode = "409", description = "The experiment is not running")
  @APIResponse(responseCode = "413", description = "Too many contacts for one request")
  public Uni<AssignmentRequest.Answer> assign(
      @Parameter(description = ExperimentsResource.ID, example = Examples.ID) @RestPath String id,
      @RequestBody(
              content =
                  @Content(
                      examples = @ExampleObject(name = "two contacts", value = Examples.ASSIGN)))
          @NotNull
          @Valid
          AssignmentRequest request) {
    var known = ExperimentsResource.known(id);
    return scope
        .require(known.accountId())
        .chain(account -> experiments.get(known))
        .chain(experiment -> assignments.assign(experiment, request));
  }
}
